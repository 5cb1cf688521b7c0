package dev.sluice.app.files;

import org.apache.avro.specific.SpecificRecord;

/**
 * One event read from a file, ready for its topic.
 *
 * @param account the record's key
 * @param kind which topic it belongs to
 * @param value a SpendReport, a ClickBatch or an Order
 * @param timestampMs event time, milliseconds since the epoch: the start of a spend report's day, the latest
 *     click of a batch, the placing of an order. The Kafka record's timestamp.
 */
public record Event(String account, EventKind kind, SpecificRecord value, long timestampMs) {}
