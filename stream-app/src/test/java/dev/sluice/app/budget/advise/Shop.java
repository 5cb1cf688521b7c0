package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.ChannelLimits;
import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SampledResponse;
import dev.sluice.event.Objective;
import dev.sluice.schemas.model.ModelCard.Trust;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An account to tell stories about: channels with a spend, a slope there, and a doubt about it. */
final class Shop {
    static final LocalDate WEEK = LocalDate.of(2025, 3, 10);
    private static final long UNIT = 1_000_000;
    private static final int DRAWS = 200;
    private static final int POINTS = 33;

    private final List<Channel> channels = new ArrayList<>();
    private final SortedMap<String, ChannelLimits> limits = new TreeMap<>();
    private Policy policy = Policy.defaults();
    private Trust trust = Trust.TRUSTED;
    private LocalDate week = WEEK;
    private int weeks = 104;
    private int age = 1;
    private int daysLeft = 7;

    private record Channel(
            String name, long micros, double slope, double doubt, List<String> codes, long spent, boolean seen) {}

    /**
     * Adds a channel.
     *
     * @param slope what the next unit brings at the spend of now, in the median
     * @param doubt standard deviation of its logarithm over the draws
     */
    Shop with(String name, double units, double slope, double doubt) {
        channels.add(new Channel(name, Math.round(units * UNIT), slope, doubt, List.of(), 0, true));
        return this;
    }

    Shop unidentified(String name, double units, String code) {
        channels.add(new Channel(name, Math.round(units * UNIT), 3, 1, List.of(code), 0, true));
        return this;
    }

    /** What the last added channel has spent in the running week. */
    Shop spent(double units) {
        Channel last = channels.removeLast();
        channels.add(new Channel(
                last.name, last.micros, last.slope, last.doubt, last.codes, Math.round(units * UNIT), last.seen));
        return this;
    }

    Shop limit(String channel, @Nullable Integer least, @Nullable Integer most, boolean locked) {
        limits.put(
                channel,
                new ChannelLimits(least == null ? null : least * UNIT, most == null ? null : most * UNIT, locked));
        return this;
    }

    Shop budget(double units) {
        return policy(policy.objective(), Math.round(units * UNIT), null, null);
    }

    Shop policy(Objective objective, @Nullable Long budget, @Nullable Double target, @Nullable Double margin) {
        policy = new Policy(
                3,
                objective,
                budget,
                target,
                null,
                margin,
                policy.maxWeeklyShift(),
                policy.stepMicros(),
                policy.minConfidence(),
                policy.explorationShare(),
                new TreeMap<>());
        return this;
    }

    Shop exploring(double share) {
        return caring(policy.minConfidence(), share);
    }

    Shop confidence(double least) {
        return caring(least, policy.explorationShare());
    }

    private Shop caring(double confidence, double exploration) {
        policy = new Policy(
                3,
                policy.objective(),
                policy.weeklyBudgetMicros(),
                policy.targetRoas(),
                null,
                policy.margin(),
                policy.maxWeeklyShift(),
                policy.stepMicros(),
                confidence,
                exploration,
                new TreeMap<>());
        return this;
    }

    Shop trust(Trust other) {
        trust = other;
        return this;
    }

    Shop week(LocalDate monday) {
        week = monday;
        return this;
    }

    Shop weeks(int history) {
        weeks = history;
        return this;
    }

    Shop age(int days) {
        age = days;
        return this;
    }

    Shop daysLeft(int days) {
        daysLeft = days;
        return this;
    }

    AdviceRequest request() {
        return request(Outcome.REVENUE);
    }

    AdviceRequest request(Outcome outcome) {
        Map<String, ChannelFacts> facts = new TreeMap<>();
        channels.forEach(channel -> facts.put(
                channel.name(),
                new ChannelFacts(
                        channel.codes().isEmpty(),
                        channel.codes(),
                        channel.codes().isEmpty() ? "" : "Its spend says nothing of its own.",
                        channel.micros() * 2)));
        return new AdviceRequest(
                "shop",
                week,
                "EUR",
                daysLeft,
                weeks,
                age,
                channels.stream()
                        .map(channel -> new ChannelState(channel.name(), channel.micros(), channel.spent()))
                        .toList(),
                policy.withChannels(limits),
                new ModelFacts("response-7", "5ha", trust, outcome, facts),
                response());
    }

    /** The request of an account without a model. */
    AdviceRequest withoutModel() {
        AdviceRequest with = request();
        return new AdviceRequest(
                with.account(),
                with.week(),
                with.currency(),
                with.daysLeft(),
                with.weeksOfHistory(),
                with.ageOfDataDays(),
                with.channels(),
                with.policy(),
                null,
                null);
    }

    Advice advice() {
        return new Advisor(AdviceSettings.defaults()).advise(request());
    }

    /** Michaelis-Menten curves that are half full at the spend of now. */
    private SampledResponse response() {
        RandomGenerator random = new SplittableRandom(11);
        double[][] grid = new double[channels.size()][POINTS];
        double[][][] value = new double[DRAWS][channels.size()][POINTS];
        for (int c = 0; c < channels.size(); c++) {
            Channel channel = channels.get(c);
            double now = Math.max(1, channel.micros() / 1e6);
            for (int i = 0; i < POINTS; i++) {
                grid[c][i] = 2 * now * i / (POINTS - 1);
            }
            for (double[][] draw : value) {
                double slope = channel.slope() * Math.exp(channel.doubt() * random.nextGaussian());
                for (int i = 0; i < POINTS; i++) {
                    // c x / (x + now) has the slope c / (4 now) at now.
                    draw[c][i] = 4 * slope * now * grid[c][i] / (grid[c][i] + now);
                }
            }
        }
        return new SampledResponse(channels.stream().map(Channel::name).toList(), grid, value);
    }
}
