/** Offline training: data to models to ONNX files. */
@NullMarked
package dev.sluice.trainer;

import org.jspecify.annotations.NullMarked;
