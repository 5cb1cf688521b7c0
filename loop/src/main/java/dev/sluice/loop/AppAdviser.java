package dev.sluice.loop;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.advise.Advice;
import dev.sluice.app.budget.advise.AdviceRequest;
import dev.sluice.app.budget.advise.AdviceSettings;
import dev.sluice.app.budget.advise.Advisor;
import dev.sluice.app.budget.advise.ChannelAdvice;
import dev.sluice.app.budget.advise.ChannelState;
import dev.sluice.app.budget.advise.Decision;
import dev.sluice.app.world.weekly.WeeklyHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Advice as the running app gives it, in the night after a week has ended. */
final class AppAdviser implements Adviser {
    private static final Advisor ADVISOR = new Advisor(AdviceSettings.defaults());

    private final @Nullable LoadedResponse model;
    private final Policy policy;

    AppAdviser(Optional<byte[]> file, Policy policy) {
        this(file.map(LoadedResponse::new).orElse(null), policy);
    }

    AppAdviser(@Nullable LoadedResponse model, Policy policy) {
        this.model = model;
        this.policy = policy;
    }

    @Override
    public Advised advise(WeeklyHistory history, double[] current) {
        Advice advice = advice(history, current);
        double[] spends = current.clone();
        for (ChannelAdvice channel : advice.channels()) {
            spends[history.channels().indexOf(channel.channel())] = channel.recommendedMicros() / 1e6;
        }
        return new Advised(
                advice.decision() == Decision.ACT,
                advice.reason().name(),
                spends,
                advice.uplift() == null ? 0 : advice.uplift().mean());
    }

    private Advice advice(WeeklyHistory history, double[] current) {
        List<ChannelState> states = new ArrayList<>();
        for (int i = 0; i < current.length; i++) {
            states.add(new ChannelState(history.channels().get(i), LoadedResponse.micros(current[i]), 0));
        }
        return ADVISOR.advise(new AdviceRequest(
                "account",
                history.firstWeek().plusWeeks(history.weeks()),
                "",
                0,
                history.weeks(),
                1,
                states,
                policy,
                model == null ? null : model.facts(),
                model == null ? null : model.sampled(history, current)));
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
