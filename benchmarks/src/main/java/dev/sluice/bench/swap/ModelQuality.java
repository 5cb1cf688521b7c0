package dev.sluice.bench.swap;

import dev.sluice.app.world.World;
import dev.sluice.bench.Bench;
import dev.sluice.bench.swap.Forecasts.Judged;
import dev.sluice.bench.swap.Forecasts.Look;
import dev.sluice.bench.swap.Training.Trained;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How models that were learned from the app's rows do on the weeks that follow, in the running app. */
final class ModelQuality {
    /** Weeks until the first target week is FINAL: its own, and 28 days. */
    private static final int SETTLING_WEEKS = 6;

    /**
     * A model, and how it did.
     *
     * @param judgedWeeks channel-weeks that the app judged it on, in rolling windows of 26
     * @param mase its error over that of last week's value, as the app says
     * @param coverage the share inside its intervals, as the app says
     * @param byLook the same from the published records alone
     */
    record Quality(Trained model, double judgedWeeks, double mase, double coverage, Map<Look, Judged> byLook) {}

    private final World world;
    private final List<String> kinds;
    private final List<String> learners;
    private final int weeks;

    ModelQuality(World world, List<String> kinds, List<String> learners, int weeks) {
        this.world = world;
        this.kinds = kinds;
        this.learners = learners;
        this.weeks = weeks;
    }

    List<Quality> run(Bench bench, Path directory) throws Exception {
        Forecasts forecasts = new Forecasts();
        Training training = new Training(bench.config("quality"), directory);
        List<Trained> models = new ArrayList<>();
        try (SettlingWeeks app = new SettlingWeeks(bench.config("quality"), bench.admin(), world)) {
            for (String kind : kinds) {
                models.add(training.train(kind, learners, kind));
            }
            models.forEach(model -> training.publish(model.file()));
            app.live(weeks + SETTLING_WEEKS, forecasts::take);
            Scrape scrape = app.scrape();
            var outcomes = app.outcomes();
            List<Quality> all = new ArrayList<>();
            for (Trained model : models) {
                Map<Look, Judged> byLook = new EnumMap<>(Look.class);
                for (Look look : Look.values()) {
                    byLook.put(look, forecasts.judge(model.kind(), look, outcomes));
                }
                all.add(new Quality(
                        model,
                        scrape.judgedWeeks(model.kind()),
                        scrape.meanByWeeks("sluice_model_mase", model.kind()),
                        scrape.meanByWeeks("sluice_model_coverage", model.kind()),
                        byLook));
            }
            return all;
        }
    }
}
