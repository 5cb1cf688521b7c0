/** Trained models as ONNX files with their card, and the proof that file and model agree. */
@NullMarked
package dev.sluice.trainer.onnx;

import org.jspecify.annotations.NullMarked;
