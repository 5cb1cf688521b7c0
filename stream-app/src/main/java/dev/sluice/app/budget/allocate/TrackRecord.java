package dev.sluice.app.budget.allocate;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the channels' past, in the problem's order; a null is not known.
 *
 * @param currentMicros spend a week as it is now
 * @param cac spend per new customer
 * @param roas revenue, or response, per unit of spend
 */
public record TrackRecord(List<@Nullable Long> currentMicros, List<@Nullable Double> cac, List<@Nullable Double> roas) {
    /** Nothing is known. */
    public static TrackRecord none(int channels) {
        List<@Nullable Double> unknown = Collections.nCopies(channels, null);
        return new TrackRecord(Collections.nCopies(channels, null), unknown, unknown);
    }

    boolean knowsCurrent() {
        return !currentMicros.contains(null);
    }
}
