/** Offline training: data to models to ONNX files. Nothing is here yet; the stream application runs without it. */
@NullMarked
package dev.sluice.trainer;

import org.jspecify.annotations.NullMarked;
