package dev.sluice.app.domain;

/** What became of an event. */
public enum Outcome {
    /** The first the ledger hears of the entity. */
    NEW,
    /** A higher revision replaced the known one. */
    REPLACED,
    /** The known revision again. */
    DUPLICATE,
    /** Older than the known revision. */
    STALE,
    /** A dead letter. */
    REJECTED;

    /** Judges a revision against what is known. */
    public static Outcome ofRevision(boolean known, long knownRevision, long revision) {
        if (!known) {
            return NEW;
        }
        int order = Long.compare(revision, knownRevision);
        return order > 0 ? REPLACED : order == 0 ? DUPLICATE : STALE;
    }

    /** Whether the event changes the ledger. */
    public boolean isAccepted() {
        return this == NEW || this == REPLACED;
    }
}
