package dev.sluice.app.world;

/**
 * What became of everything one key sent. For each of money: received = counted + duplicate + stale + superseded +
 * rejected; for each of counts: received = accepted + duplicate + stale + rejected.
 *
 * @param clicks each click of a batch counts; a value that can't be decoded counts as one click
 */
public record Books(Counts spendReports, Counts clicks, Counts orders, Counts policies, Money spend, Money revenue) {
    /** Numbers of records (or clicks); accepted ones were new or replaced an older revision. */
    public record Counts(long received, long accepted, long duplicate, long stale, long rejected) {}

    /** Micros that records state: spend; for an order its net revenue, for a credit note the negative refund. */
    public record Money(long received, long counted, long duplicate, long stale, long superseded, long rejected) {}
}
