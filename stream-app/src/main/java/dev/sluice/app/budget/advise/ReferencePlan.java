package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.advise.SpendLimits.Range;
import dev.sluice.app.budget.advise.SpendLimits.Within;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What advice is compared with: the spend of now; or, where the policy wants another total or other limits, that spend in
 * proportion. So a gain is that of the split, never that of merely spending more.
 */
final class ReferencePlan {
    private ReferencePlan() {}

    static long[] of(Within limits, Policy policy) {
        List<Range> ranges = limits.ranges();
        long now = ranges.stream().mapToLong(Range::currentMicros).sum();
        boolean breaks = ranges.stream().anyMatch(Range::breaks);
        boolean totalFits = now <= limits.mostMicros() + (policy.fixesTotal() ? policy.stepMicros() - 1 : 0)
                && now >= limits.leastMicros();
        if (!breaks && totalFits) {
            return ranges.stream().mapToLong(Range::currentMicros).toArray();
        }
        return inProportion(limits, Math.clamp(now, limits.leastMicros(), limits.mostMicros()), policy.stepMicros());
    }

    private static long[] inProportion(Within limits, long wanted, long step) {
        List<Range> ranges = limits.ranges();
        long least = ranges.stream().mapToLong(range -> range.least().micros()).sum();
        long total = wanted - Math.floorMod(wanted - least, step);
        double low = 0;
        double high = 1;
        while (sum(ranges, high, step) < total && high < 1e12) {
            high *= 2;
        }
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (sum(ranges, middle, step) <= total) {
                low = middle;
            } else {
                high = middle;
            }
        }
        long[] plan = scaled(ranges, low, step);
        handOut(plan, ranges, total - Arrays.stream(plan).sum(), step);
        return plan;
    }

    private static long sum(List<Range> ranges, double factor, long step) {
        return Arrays.stream(scaled(ranges, factor, step)).sum();
    }

    private static long[] scaled(List<Range> ranges, double factor, long step) {
        return ranges.stream()
                .mapToLong(range -> {
                    long steps = (long) (range.currentMicros() * factor / step);
                    return Math.clamp(
                            steps * step, range.least().micros(), range.most().micros());
                })
                .toArray();
    }

    /** What rounding left over goes to the channels with most spend that have room, in steps. */
    private static void handOut(long[] plan, List<Range> ranges, long left, long step) {
        int[] bySpend = IntStream.range(0, plan.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -ranges.get(i).currentMicros()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int share = plan.length; share >= 1 && left > 0; share--) {
            for (int i : bySpend) {
                long room = ranges.get(i).most().micros() - plan[i];
                // Evenly first; the last round takes whatever room there is.
                long fair = share == 1 ? left : Math.ceilDiv(left / step, share) * step;
                long more = Math.min(left, Math.min(room, fair));
                plan[i] += more;
                left -= more;
            }
        }
    }
}
