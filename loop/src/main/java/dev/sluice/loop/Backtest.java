package dev.sluice.loop;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.allocate.Strategy;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.event.BudgetPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An account's history, week by week, with only what was known then: the model is learned from the weeks before, says what the
 * week will bring for what was then really spent, and advises. Beside it every strategy splits the same money as was spent, from
 * the same knowledge, and lives with what it spent before.
 *
 * <p>What a strategy would have brought nobody saw. A model of the whole history judges it, with all its draws: that is a
 * better informed opinion than the one that planned, but an opinion.
 */
final class Backtest {
    /**
     * How to walk.
     *
     * @param from first week that is advised on; as many are known then
     * @param retrainEvery weeks between two trainings
     */
    record Walk(int from, int retrainEvery, long seed) {}

    /**
     * A week, as it was foreseen and as it was.
     *
     * @param spent what was spent, all channels
     * @param advised the advice for the week, against the spend of the week before
     * @param followed share of the advised move of money that was made; NaN where none was advised
     */
    record Week(
            int number,
            double spent,
            double actual,
            LoadedResponse.Forecast forecast,
            Advised advised,
            double followed) {
        boolean covered() {
            return forecast.p10() <= actual && actual <= forecast.p90();
        }
    }

    /**
     * What a strategy would have brought in the walked weeks, more than what was really spent did.
     *
     * @param gain mean over the judge's draws
     * @param why what kept it from being followed in some week; empty if nothing did
     */
    record Result(Strategy strategy, double gain, double p10, double p90, double positive, String why) {}

    /** All of it; outcomes of the walked weeks. */
    record Report(List<Week> weeks, double outcome, double brought, List<Result> strategies) {}

    private final WeeklyHistory history;
    private final BudgetPolicy policy;
    private final Walk walk;
    private final Trainer trainer;

    Backtest(WeeklyHistory history, BudgetPolicy policy, Walk walk, Trainer trainer) {
        this.history = history;
        this.policy = policy;
        this.walk = walk;
        this.trainer = trainer;
    }

    Report run(BiConsumer<Integer, Integer> progress) {
        int weeks = history.weeks();
        List<Week> walked = new ArrayList<>();
        StrategyPaths paths = new StrategyPaths(history, policy, walk.from());
        for (int start = walk.from(); start < weeks; start += walk.retrainEvery()) {
            progress.accept(start - walk.from(), weeks - walk.from());
            try (LoadedResponse model = learned(start)) {
                for (int week = start; week < Math.min(weeks, start + walk.retrainEvery()); week++) {
                    walked.add(week(model, week));
                    paths.extend(model, week);
                }
            }
        }
        progress.accept(weeks - walk.from(), weeks - walk.from());
        try (LoadedResponse judge = learned(weeks)) {
            return report(walked, paths, judge);
        }
    }

    private LoadedResponse learned(int weeks) {
        return trainer.train(history.first(weeks), walk.seed() + weeks)
                .map(LoadedResponse::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Nothing can be learned from the first " + weeks + " weeks; start later"));
    }

    private Week week(LoadedResponse model, int week) {
        double[] before = spends(week - 1);
        double[] spent = spends(week);
        Advised advised = new AppAdviser(model, Policy.of(policy)).advise(history.first(week), before);
        return new Week(
                week,
                Arrays.stream(spent).sum(),
                history.revenue()[week],
                model.forecast(history, week),
                advised,
                advised.act() ? followed(before, advised.spends(), spent) : Double.NaN);
    }

    /** How far the split went where the advice pointed: 1 all the way, 0 not at all, below 0 the other way. */
    private static double followed(double[] before, double[] advised, double[] spent) {
        double along = 0;
        double length = 0;
        for (int channel = 0; channel < before.length; channel++) {
            double move = advised[channel] - before[channel];
            along += move * (spent[channel] - before[channel]);
            length += move * move;
        }
        return length == 0 ? Double.NaN : along / length;
    }

    private double[] spends(int week) {
        return Arrays.stream(history.spend()).mapToDouble(path -> path[week]).toArray();
    }

    private Report report(List<Week> walked, StrategyPaths paths, LoadedResponse judge) {
        double[] really = judge.brought(history, walk.from());
        List<Result> results = new ArrayList<>();
        for (Strategy strategy : Strategy.values()) {
            double[] gain = judge.brought(history.spending(paths.spend(strategy)), walk.from());
            for (int draw = 0; draw < gain.length; draw++) {
                gain[draw] -= really[draw];
            }
            Quantiles spread = new Quantiles(gain);
            double positive =
                    (double) Arrays.stream(gain).filter(value -> value > 0).count() / gain.length;
            results.add(
                    new Result(strategy, spread.mean(), spread.at(0.1), spread.at(0.9), positive, paths.why(strategy)));
        }
        double outcome = walked.stream().mapToDouble(Week::actual).sum();
        return new Report(walked, outcome, Arrays.stream(really).average().orElse(0), results);
    }
}
