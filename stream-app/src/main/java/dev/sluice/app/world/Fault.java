package dev.sluice.app.world;

/** What the world did to a record on its way. A label of the cause: {@link Truth} decides what comes of it. */
public enum Fault {
    /** A record as it should be. */
    NONE,
    /** A later revision of a spend day, as platforms state for 28 days. */
    RESTATED,
    /** The very same record again. */
    DUPLICATE,
    /** A revision older than one that has arrived. */
    STALE,
    /** A record that arrives hours to weeks after it was stated. */
    LATE,

    /** A value of no bytes. */
    EMPTY_VALUE,
    /** Bytes that are not in the registry's wire format. */
    BAD_MAGIC,
    /** The wire format, with a schema id that no registry gave. */
    UNKNOWN_SCHEMA,
    /** A record without a key. */
    MISSING_KEY,
    /** A value that names another account than the key. */
    KEY_MISMATCH,
    /** Spend, or an order's total, below zero. */
    NEGATIVE_AMOUNT,
    /** An order that paid back more than it took. */
    REFUND_ABOVE_TOTAL,
    /** A currency code that ISO 4217 does not know. */
    UNKNOWN_CURRENCY,
    /** A real currency, but not the account's. */
    WRONG_CURRENCY,
    /** A time of 1970: seconds sent as milliseconds. */
    TIME_OUT_OF_RANGE,
    /** A time 30 years ahead: in the future whatever clock the reader goes by. */
    FUTURE_TIME,
    /** An empty channel, order id or click id. */
    EMPTY_ID;

    /** Whether the record must become a dead letter. */
    public boolean isBad() {
        return compareTo(EMPTY_VALUE) >= 0;
    }
}
