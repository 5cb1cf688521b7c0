/** The best split of money over response curves, exact and with a certificate; no Kafka, no ONNX. */
@NullMarked
package dev.sluice.app.budget.allocate;

import org.jspecify.annotations.NullMarked;
