package dev.sluice.app.world;

import java.util.List;

/**
 * How much goes wrong, as shares (0 to 1) of the records sent. A share speaks of records: a click batch is one.
 *
 * @param duplicateShare records that are sent a second time
 * @param staleShare spend reports, orders and policies after which an older revision arrives
 * @param lateShare records that arrive hours to weeks late
 * @param badShare records beside which a bad one arrives, of a kind drawn evenly from those its topic can have
 */
public record FaultMix(double duplicateShare, double staleShare, double lateShare, double badShare) {
    /** Nothing goes wrong. */
    public static final FaultMix NONE = new FaultMix(0, 0, 0, 0);

    /** A bad but believable day: 2 % duplicates, 1 % stale, 2 % late, 0.5 % bad. */
    public static final FaultMix USUAL = new FaultMix(0.02, 0.01, 0.02, 0.005);

    void check(List<String> faults) {
        WorldConfig.checkShare(faults, "duplicateShare", duplicateShare);
        WorldConfig.checkShare(faults, "staleShare", staleShare);
        WorldConfig.checkShare(faults, "lateShare", lateShare);
        WorldConfig.checkShare(faults, "badShare", badShare);
    }
}
