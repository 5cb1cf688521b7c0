package dev.sluice.app.budget.plan;

import dev.sluice.app.budget.ChannelLimits;
import dev.sluice.app.budget.CurrentSpend;
import dev.sluice.app.budget.HeldResponse;
import dev.sluice.app.budget.HeldResponse.WithoutMedia;
import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.SpentWeeks;
import dev.sluice.app.budget.advise.ChannelState;
import dev.sluice.app.budget.advise.ResponseSampling;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who moves budgets by hand needs: the response curves of an account's channels, sampled as advice samples them
 * but further out, the spend of now, and the policy's limits.
 *
 * @param weeks for which a spend is held
 * @param totalMicros weekly money to split over these channels: the policy's budget less what others get, else what is
 *     spent now
 * @param outsideMicros weekly spend now on channels that the model does not know
 * @param baseline weekly outcome beside what channels bring; null where the model gives no finite number
 * @param channels in the order of the model's card
 */
public record ResponseCurves(
        int weeks,
        long totalMicros,
        long outsideMicros,
        @Nullable WithoutMedia baseline,
        List<Channel> channels) {
    /** Draws that are handed out: enough for an interval, few enough for a page. */
    public static final int MOST_DRAWS = 40;

    /** A slider without a maximum reaches so many times the spend of now. */
    private static final double REACH = 2;
    /** No curve goes beyond so many times what was ever spent: the model knows nothing there. */
    private static final double MOST_REACH = 4;

    private static final double UNIT = 1e6;

    /**
     * One channel.
     *
     * @param known what the model's card says of it
     * @param maxMicros the policy's maximum, or where the curve ends
     * @param spend weekly spends, ascending from 0, in currency units
     * @param mean mean outcome of a week at each of them
     * @param draws the same of each draw
     */
    public record Channel(
            ResponseChannel known,
            long currentMicros,
            long minMicros,
            long maxMicros,
            boolean locked,
            List<Double> spend,
            List<Double> mean,
            List<List<Double>> draws) {
        public Channel {
            spend = List.copyOf(spend);
            mean = List.copyOf(mean);
            draws = draws.stream().map(List::copyOf).toList();
        }
    }

    public ResponseCurves {
        channels = List.copyOf(channels);
    }

    /** The curves; empty where the model gives no finite numbers. */
    public static Optional<ResponseCurves> of(ResponseModel model, SpentWeeks spent, Policy policy) {
        CurrentSpend current = CurrentSpend.of(spent);
        HeldResponse held = new HeldResponse(model.scorer(), spent);
        Long budget = policy.weeklyBudgetMicros();
        long inside = model.response().channelNames().stream()
                .mapToLong(current::micros)
                .sum();
        long outside = current.totalMicros() - inside;
        long total = budget == null ? inside : Math.max(0, budget - outside);
        SampledResponse sampled;
        try {
            sampled = held.sampled(channel -> top(channel, current, policy, Math.max(total, current.totalMicros())));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a draw that is no number
        }
        List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < sampled.channels().size(); c++) {
            channels.add(channel(model.response().channels().get(c), c, sampled, current, policy));
        }
        return Optional.of(new ResponseCurves(
                ResponseSampling.WEEKS, total, outside, held.baseline().orElse(null), channels));
    }

    private static long top(ResponseChannel channel, CurrentSpend current, Policy policy, long total) {
        long now = current.micros(channel.name());
        double most = Math.max(channel.spend().max() * UNIT, now);
        long advised = ResponseSampling.topMicros(new ChannelState(channel.name(), now, 0), policy, total);
        double reach = Math.max(Math.max(advised, REACH * now), most);
        Long limit = policy.limits(channel.name()).mostMicros();
        return (long) Math.ceil(limit == null ? reach : Math.max(reach, Math.min(limit, MOST_REACH * most)));
    }

    private static Channel channel(
            ResponseChannel known, int c, SampledResponse sampled, CurrentSpend current, Policy policy) {
        long now = current.micros(known.name());
        ChannelLimits limits = policy.limits(known.name());
        double[] grid = sampled.grid(c);
        long end = Math.round(grid[grid.length - 1] * UNIT);
        Long least = limits.leastMicros();
        Long most = limits.mostMicros();
        long from = limits.locked() ? now : least == null ? 0 : least;
        long to = limits.locked() ? now : most == null ? end : Math.min(most, end);
        List<List<Double>> draws = new ArrayList<>();
        int count = Math.min(MOST_DRAWS, sampled.draws());
        for (int i = 0; i < count; i++) {
            int draw = (int) ((2L * i + 1) * sampled.draws() / (2L * count)); // evenly thinned
            draws.add(points(grid, point -> sampled.value(draw, c, point)));
        }
        return new Channel(
                known,
                now,
                from,
                Math.max(from, to),
                limits.locked(),
                points(grid, point -> grid[point]),
                points(grid, point -> mean(sampled, c, point)),
                draws);
    }

    /** A figure at a point of a grid. */
    @FunctionalInterface
    private interface AtPoint {
        double value(int point);
    }

    private static List<Double> points(double[] grid, AtPoint at) {
        List<Double> values = new ArrayList<>(grid.length);
        for (int point = 0; point < grid.length; point++) {
            values.add(at.value(point));
        }
        return values;
    }

    private static double mean(SampledResponse sampled, int channel, int point) {
        double sum = 0;
        for (int s = 0; s < sampled.draws(); s++) {
            sum += sampled.value(s, channel, point);
        }
        return sum / sampled.draws();
    }
}
