package dev.sluice.app.budget.plan;

import dev.sluice.app.budget.CurrentSpend;
import dev.sluice.app.budget.PlannedSpend;
import dev.sluice.app.budget.SpentWeeks;
import dev.sluice.app.budget.advise.ResponseSampling.Pipe;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where spend stands when a plan begins.
 *
 * @param channels in the order of the model's card
 * @param assumed channels whose spend nobody said: it is their mean in training
 */
public record SpendState(List<Channel> channels, List<String> assumed) {
    public SpendState {
        channels = List.copyOf(channels);
        assumed = List.copyOf(assumed);
    }

    /**
     * A channel.
     *
     * @param currentMicros weekly spend now
     * @param beforeMicros spend of the weeks that still work, the last first; as many as the model has lags
     */
    public record Channel(String name, long currentMicros, List<Long> beforeMicros) {
        public Channel {
            beforeMicros = List.copyOf(beforeMicros);
        }

        /** To be sampled most densely near a spend. */
        Pipe pipe(long nearMicros, long topMicros) {
            return new Pipe(name, nearMicros, topMicros, beforeMicros);
        }

        long mostBeforeMicros() {
            return beforeMicros.stream().mapToLong(Long::longValue).max().orElse(0);
        }

        double[] before() {
            return beforeMicros.stream().mapToDouble(micros -> micros / 1e6).toArray();
        }
    }

    /**
     * The state by what is known; before what is known, spend was what it is now.
     *
     * @param current weekly spend by channel; else it is the last past week's, else the mean in training
     * @param past spend by channel, the last week's first
     */
    public static SpendState of(ResponseCard response, Map<String, Long> current, Map<String, List<Long>> past) {
        List<Channel> channels = new ArrayList<>();
        List<String> assumed = new ArrayList<>();
        for (ResponseChannel channel : response.channels()) {
            String name = channel.name();
            List<Long> before = past.getOrDefault(name, List.of());
            Long said = said(current.get(name), before);
            if (said == null) {
                assumed.add(name);
            }
            long now = said == null ? Math.round(channel.spend().mean() * 1e6) : said;
            List<Long> pipe = new ArrayList<>();
            for (int lag = 1; lag <= response.lags(); lag++) {
                pipe.add(lag <= before.size() ? before.get(lag - 1) : now);
            }
            channels.add(new Channel(name, now, pipe));
        }
        return new SpendState(channels, assumed);
    }

    /**
     * The state by what an account has spent: now is its newest complete week, as advice takes it. The week that runs is
     * taken for one like that, or for what it has spent already where that is more.
     *
     * @param likeNow whether the week before the plan is to be as now in any case: a plan week by week may shift from there
     */
    public static SpendState of(ResponseCard response, SpentWeeks spent, boolean likeNow) {
        CurrentSpend current = CurrentSpend.of(spent);
        PlannedSpend known = new PlannedSpend(spent, current);
        List<Channel> channels = new ArrayList<>();
        for (String name : response.channelNames()) {
            List<Long> pipe = new ArrayList<>();
            for (int lag = 1; lag <= response.lags(); lag++) {
                boolean asNow = likeNow && lag == 1;
                double before = known.before(name, spent.plannedWeek() - 7 * lag);
                pipe.add(asNow ? current.micros(name) : Math.round(before * 1e6));
            }
            channels.add(new Channel(name, current.micros(name), pipe));
        }
        return new SpendState(channels, List.of());
    }

    private static @Nullable Long said(@Nullable Long current, List<Long> before) {
        return current != null || before.isEmpty() ? current : before.getFirst();
    }

    /** Weekly spend now over all channels. */
    public long totalMicros() {
        return channels.stream().mapToLong(Channel::currentMicros).sum();
    }

    /** Weekly spend now, in currency units. */
    double[] current() {
        return channels.stream()
                .mapToDouble(channel -> channel.currentMicros() / 1e6)
                .toArray();
    }
}
