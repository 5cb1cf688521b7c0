/**
 * Stage 4. Feature rows out of an account's weekly history, scored in batches with the ONNX models on the shelf, and the
 * models' quality while weeks settle.
 */
@NullMarked
package dev.sluice.app.scoring;

import org.jspecify.annotations.NullMarked;
