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
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Accounts, policies and curves of every kind, sensible or not. */
final class RandomAccounts {
    private static final int DRAWS = 12;
    private static final int POINTS = 9;
    private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
    private static final List<Long> STEPS =
            List.of(1L, 10_000L, 1_000_000L, 1_000_000L, 10_000_000L, 777_777L, 1_000_000_000L);

    private final RandomGenerator random;

    RandomAccounts(RandomGenerator random) {
        this.random = random;
    }

    AdviceRequest next() {
        int channels = random.nextInt(1, 7);
        List<ChannelState> states = new ArrayList<>();
        Map<String, ChannelFacts> facts = new TreeMap<>();
        List<String> known = new ArrayList<>();
        boolean odd = chance(0.5);
        for (int c = 0; c < channels; c++) {
            String name = "channel" + c;
            long micros = chance(0.08) ? 0 : amount(odd);
            states.add(new ChannelState(name, micros, chance(0.5) ? amount(odd) : 0));
            if (!chance(0.1)) {
                known.add(name);
                long seen = chance(0.1) ? 0 : (long) (micros * random.nextDouble(0.5, 2)) + random.nextInt(5_000_000);
                facts.put(name, facts(seen));
            }
        }
        Policy policy = policy(states, odd);
        ModelFacts model = new ModelFacts(
                "v1",
                "5ha",
                chance(0.8) ? Trust.TRUSTED : Trust.DIRECTIONAL,
                policy.objective() == Objective.TARGET_CAC ? Outcome.CUSTOMERS : Outcome.REVENUE,
                facts);
        return new AdviceRequest(
                "shop",
                MONDAY.plusWeeks(random.nextInt(50)),
                "EUR",
                random.nextInt(8),
                random.nextInt(40, 200),
                1,
                states,
                policy,
                model,
                known.isEmpty() ? null : response(known, states));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** From cents to millions; odd amounts are no multiples of anything. */
    private long amount(boolean odd) {
        long whole = Math.round(Math.exp(random.nextDouble(0, 14)));
        return whole * 1_000_000 + (odd ? random.nextInt(1_000_000) : 0);
    }

    private ChannelFacts facts(long seen) {
        return chance(0.85)
                ? new ChannelFacts(true, List.of(), "", seen)
                : new ChannelFacts(
                        false,
                        List.of(List.of("COLLINEAR", "CONSTANT_SPEND", "PRIOR_ONLY")
                                .get(random.nextInt(3))),
                        "It moved with another.",
                        seen);
    }

    private Policy policy(List<ChannelState> states, boolean odd) {
        long total = states.stream().mapToLong(ChannelState::currentMicros).sum();
        Objective[] objectives = Objective.values();
        SortedMap<String, ChannelLimits> limits = new TreeMap<>();
        for (ChannelState state : states) {
            if (chance(0.3)) {
                limits.put(state.channel(), limits(state.currentMicros(), odd));
            }
        }
        if (chance(0.1)) {
            limits.put("planned", new ChannelLimits(null, chance(0.5) ? amount(odd) : null, false));
        }
        return new Policy(
                random.nextInt(9),
                chance(0.5) ? Objective.MAX_REVENUE : objectives[random.nextInt(objectives.length)],
                budget(total),
                chance(0.95) ? random.nextDouble(0.2, 5) : null,
                chance(0.95) ? random.nextLong(100_000, 500_000_000) : null,
                chance(0.95) ? random.nextDouble(0.05, 1) : null,
                chance(0.1) ? random.nextDouble(0, 1) : random.nextInt(0, 50) / 100.0,
                STEPS.get(random.nextInt(STEPS.size())),
                random.nextDouble(0, 0.95),
                chance(0.6) ? 0 : random.nextDouble(0, 0.3),
                limits);
    }

    private @Nullable Long budget(long total) {
        double factor = chance(0.7) ? random.nextDouble(0.9, 1.1) : random.nextDouble(0.3, 2);
        return chance(0.5) ? null : (long) (total * factor);
    }

    private ChannelLimits limits(long now, boolean odd) {
        Long least = chance(0.5) ? null : (long) (now * random.nextDouble(0, 1.1));
        Long most = chance(0.5) ? null : (long) (now * random.nextDouble(0.8, 3)) + (odd ? 7 : 0);
        return new ChannelLimits(least, most, chance(0.15));
    }

    /** Concave, S-shaped, flat: whatever does not fall; draws near each other or far apart. */
    private SampledResponse response(List<String> known, List<ChannelState> states) {
        double[][] grids = new double[known.size()][POINTS];
        double[][][] value = new double[DRAWS][known.size()][POINTS];
        double wild = random.nextDouble(0.01, 1);
        for (int c = 0; c < known.size(); c++) {
            String name = known.get(c);
            long now = states.stream()
                    .filter(state -> state.channel().equals(name))
                    .mapToLong(ChannelState::currentMicros)
                    .sum();
            double top = Math.max(1, now / 1e6) * random.nextDouble(0.9, 2.5);
            for (int i = 0; i < POINTS; i++) {
                grids[c][i] = top * i / (POINTS - 1);
            }
            double roas = chance(0.05) ? 0 : Math.exp(random.nextGaussian());
            double slope = random.nextDouble(0.6, 3);
            double half = top * random.nextDouble(0.1, 2);
            for (double[][] draw : value) {
                double height = roas * top * Math.exp(wild * random.nextGaussian());
                double bend = half * Math.exp(wild * random.nextGaussian());
                for (int i = 0; i < POINTS; i++) {
                    double power = Math.pow(grids[c][i] / bend, slope);
                    draw[c][i] = height * power / (1 + power);
                }
            }
        }
        return new SampledResponse(known, grids, value);
    }
}
