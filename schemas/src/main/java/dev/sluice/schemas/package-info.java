/** What crosses a wire: topic catalogue, Avro contracts (package {@code dev.sluice.event}) and the Confluent-format serde. */
@NullMarked
package dev.sluice.schemas;

import org.jspecify.annotations.NullMarked;
