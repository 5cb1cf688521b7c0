/** Which move of money is advised, if any, and why: pure functions of records, no Kafka, no ONNX, no clock. */
@NullMarked
package dev.sluice.app.budget.advise;

import org.jspecify.annotations.NullMarked;
