package dev.sluice.loop;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.app.world.weekly.Oracle;
import dev.sluice.app.world.weekly.WeeklyConfig;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.app.world.weekly.WeeklyMarket;
import dev.sluice.app.world.weekly.WeeklyWorld;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The market reacts to the advice: history, model, advice, a week of the market, the history that is one week longer, and so
 * on. What is advised is spent; where the advice is HOLD, the week is like the last. Revenue is compared in expectation, without
 * the noise, with what staying put and the oracle would have brought.
 */
final class ClosedLoop {
    /** Weeks over which a gain is predicted and compared with the truth. */
    static final int GAIN_WEEKS = 8;

    /**
     * How to play.
     *
     * @param retrainEvery weeks between two trainings
     * @param shift most change of a channel's spend in a week, as a share of it
     */
    record Rules(int weeks, int retrainEvery, double shift) {}

    /**
     * A week's advice and what it was worth.
     *
     * @param predicted gain a week, as advised
     * @param actual gain a week, in truth
     */
    record Week(int number, boolean act, String reason, double predicted, double actual) {}

    /** A market that was played; expected media revenue of the same weeks. */
    record Run(WeeklyConfig config, double stayPut, double advised, double oracle, List<Week> weeks) {
        /** Share of the oracle's uplift; NaN where the oracle has none. */
        @JsonProperty
        double share() {
            return oracle > stayPut ? (advised - stayPut) / (oracle - stayPut) : Double.NaN;
        }

        boolean harmful() {
            return advised < stayPut;
        }

        long acts() {
            return weeks.stream().filter(Week::act).count();
        }
    }

    private final Trainer trainer;
    private final Adviser.Maker advisers;
    private final Rules rules;

    ClosedLoop(Trainer trainer, Adviser.Maker advisers, Rules rules) {
        this.trainer = trainer;
        this.advisers = advisers;
        this.rules = rules;
    }

    Run play(WeeklyConfig config) {
        WeeklyMarket market = WeeklyMarket.of(config);
        WeeklyWorld world = new WeeklyWorld(market);
        Oracle oracle = new Oracle(market, rules.weeks(), rules.shift());
        List<Week> weeks = new ArrayList<>();
        Adviser adviser = null;
        try {
            for (int week = 0; week < rules.weeks(); week++) {
                WeeklyHistory history = world.history();
                if (adviser == null || week % rules.retrainEvery() == 0) {
                    close(adviser);
                    adviser = advisers.of(trainer.train(history, config.seed() * 1_000 + week));
                }
                weeks.add(live(world, adviser.advise(history, world.latest()), week));
            }
        } finally {
            close(adviser);
        }
        return new Run(
                config,
                oracle.stayPut().revenue(),
                world.mediaRevenue(),
                oracle.best().revenue(),
                weeks);
    }

    private static Week live(WeeklyWorld world, Advised advised, int week) {
        double[] now = world.latest();
        double actual = advised.act() ? world.expectedGain(advised.spends(), now, GAIN_WEEKS) : 0;
        world.spend(advised.act() ? advised.spends() : now);
        return new Week(week, advised.act(), advised.reason(), advised.act() ? advised.gain() : 0, actual);
    }

    private static void close(@Nullable Adviser adviser) {
        if (adviser != null) {
            adviser.close();
        }
    }
}
