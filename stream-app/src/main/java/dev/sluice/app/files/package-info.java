/**
 * Reads CSV files of ad platforms and shops into the events of the contracts: a {@link
 * dev.sluice.app.files.Mapping} says which column becomes which event field, an {@link
 * dev.sluice.app.files.EventFile} reads a file with it. Knows nothing of Kafka.
 */
@NullMarked
package dev.sluice.app.files;

import org.jspecify.annotations.NullMarked;
