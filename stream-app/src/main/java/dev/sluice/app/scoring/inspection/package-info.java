/**
 * Judges the bytes of a model file before any of it is run. A file comes from outside and may be broken or hostile; ONNX
 * Runtime crashes on some such files, and fills the memory or never ends on others.
 */
@NullMarked
package dev.sluice.app.scoring.inspection;

import org.jspecify.annotations.NullMarked;
