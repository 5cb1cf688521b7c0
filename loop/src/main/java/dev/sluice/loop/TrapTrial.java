package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyConfig;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.app.world.weekly.WeeklyMarket;
import dev.sluice.app.world.weekly.WeeklyWorld;

/** One piece of advice from the history of one market: in a trap it must be HOLD, in a clean market rather not. */
final class TrapTrial {
    /**
     * What was advised.
     *
     * @param predicted gain in weekly revenue, as advised
     * @param actual gain in weekly revenue, in truth; 0 under HOLD
     */
    record Result(WeeklyConfig config, boolean act, String reason, double predicted, double actual) {}

    private final Trainer trainer;
    private final Adviser.Maker advisers;

    TrapTrial(Trainer trainer, Adviser.Maker advisers) {
        this.trainer = trainer;
        this.advisers = advisers;
    }

    Result run(WeeklyConfig config) {
        WeeklyWorld world = new WeeklyWorld(WeeklyMarket.of(config));
        WeeklyHistory history = world.history();
        double[] now = world.latest();
        try (Adviser adviser = advisers.of(trainer.train(history, config.seed()))) {
            Advised advised = adviser.advise(history, now);
            double actual = advised.act() ? world.expectedGain(advised.spends(), now, ClosedLoop.GAIN_WEEKS) : 0;
            return new Result(config, advised.act(), advised.reason(), advised.act() ? advised.gain() : 0, actual);
        }
    }
}
