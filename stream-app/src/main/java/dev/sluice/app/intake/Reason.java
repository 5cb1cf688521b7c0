package dev.sluice.app.intake;

/** Why a record became a dead letter. The names are part of the contract: header {@code sluice.reason}. */
public enum Reason {
    /** The record has no key, so no account. */
    MISSING_KEY,
    /** The key is not UTF-8, is too long or has control characters. */
    INVALID_KEY,
    /** The value is absent. */
    MISSING_VALUE,
    /** The value is not in the Confluent wire format, or its bytes don't fit its schema. */
    UNDECODABLE,
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA,
    /** The schema is that of another record. */
    WRONG_SCHEMA,
    /** The record's account is not its key. */
    KEY_MISMATCH,
    /** A required id is empty, too long or has control characters. */
    INVALID_ID,
    /** The channel is empty, too long or has control characters. */
    INVALID_CHANNEL,
    /** Spend is below 0. */
    NEGATIVE_SPEND,
    /** Another amount or a count is below 0. */
    NEGATIVE_AMOUNT,
    /** An amount or count is too large to be real. */
    AMOUNT_OUT_OF_RANGE,
    /** More was paid back than was owed. */
    REFUND_EXCEEDS_TOTAL,
    /** A credit note states a total; it has refunds only. */
    CREDIT_NOTE_WITH_TOTAL,
    /** A number is NaN or infinite. */
    INVALID_NUMBER,
    /** Not an ISO 4217 code. */
    UNKNOWN_CURRENCY,
    /** Not the currency of the account. */
    CURRENCY_MISMATCH,
    /** A time before the year 2000, or impossibly late. */
    TIMESTAMP_OUT_OF_RANGE,
    /** More than a day ahead of the clock. */
    IN_THE_FUTURE,
    /** Older than the ledger remembers: it can't be told from what has been counted already. */
    BEYOND_RETENTION,
    /** Not an IANA time zone. */
    UNKNOWN_TIME_ZONE,
    /** A budget policy contradicts itself or is out of bounds. */
    INVALID_POLICY,
    /** Misplaced, and too large to be sent home. */
    TOO_LARGE,
    /** A record on the strays topic that does not say where it came from. */
    INVALID_STRAY
}
