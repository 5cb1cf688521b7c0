package dev.sluice.app.domain;

/**
 * One kind of money of one account, in micros. At any moment {@code received = counted + duplicate + stale +
 * superseded + rejected}: each method keeps that by moving the same amount on both sides.
 */
public final class Book {
    public long received;
    public long counted;
    public long duplicate;
    public long stale;
    public long superseded;
    public long rejected;

    /** A new entity, or a new revision: the amount it replaces (0 for a new one) is superseded. */
    public void accept(long amount, long replaced) {
        received = Math.addExact(received, amount);
        counted = Math.addExact(Math.subtractExact(counted, replaced), amount);
        superseded = Math.addExact(superseded, replaced);
    }

    public void duplicate(long amount) {
        received = Math.addExact(received, amount);
        duplicate = Math.addExact(duplicate, amount);
    }

    public void stale(long amount) {
        received = Math.addExact(received, amount);
        stale = Math.addExact(stale, amount);
    }

    public void reject(long amount) {
        received = Math.addExact(received, amount);
        rejected = Math.addExact(rejected, amount);
    }

    /** received - (counted + duplicate + stale + superseded + rejected); anything but 0 is a defect. */
    public long difference() {
        return received - counted - duplicate - stale - superseded - rejected;
    }
}
