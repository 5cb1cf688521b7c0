/** The model file: an ONNX graph with its {@link dev.sluice.schemas.model.ModelCard} in the metadata. */
@NullMarked
package dev.sluice.schemas.model;

import org.jspecify.annotations.NullMarked;
