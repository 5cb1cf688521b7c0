package dev.sluice.app.domain;

/** How many events of one kind an account sent, by what became of them. */
public final class Tally {
    public long received;
    public long accepted;
    public long duplicate;
    public long stale;
    public long rejected;

    /** Books {@code n} events with one outcome. */
    public void book(Outcome outcome, long n) {
        received += n;
        switch (outcome) {
            case NEW, REPLACED -> accepted += n;
            case DUPLICATE -> duplicate += n;
            case STALE -> stale += n;
            case REJECTED -> rejected += n;
        }
    }
}
