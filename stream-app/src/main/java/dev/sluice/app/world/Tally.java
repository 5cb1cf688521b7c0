package dev.sluice.app.world;

/** Counts one kind of record, and the micros it states. */
final class Tally {
    private long accepted;
    private long duplicates;
    private long stale;
    private long rejected;
    private long countedMicros;
    private long duplicateMicros;
    private long staleMicros;
    private long supersededMicros;
    private long rejectedMicros;
    private long receivedMicros;

    void accept(long micros) {
        accepted++;
        receivedMicros += micros;
        countedMicros += micros;
    }

    void supersede(long oldMicros) {
        countedMicros -= oldMicros;
        supersededMicros += oldMicros;
    }

    void duplicate(long micros) {
        duplicates++;
        receivedMicros += micros;
        duplicateMicros += micros;
    }

    void stale(long micros) {
        stale++;
        receivedMicros += micros;
        staleMicros += micros;
    }

    void reject(long records, long micros) {
        rejected += records;
        receivedMicros += micros;
        rejectedMicros += micros;
    }

    Books.Counts counts() {
        return new Books.Counts(accepted + duplicates + stale + rejected, accepted, duplicates, stale, rejected);
    }

    Books.Money money() {
        return new Books.Money(
                receivedMicros, countedMicros, duplicateMicros, staleMicros, supersededMicros, rejectedMicros);
    }
}
