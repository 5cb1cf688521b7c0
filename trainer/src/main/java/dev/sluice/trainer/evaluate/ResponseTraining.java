package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.PooledFitting;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseDiagnostics;
import dev.sluice.trainer.response.ResponseDiagnostics.ChannelFindings;
import dev.sluice.trainer.response.ResponseDiagnostics.Finding;
import dev.sluice.trainer.response.ResponseDiagnostics.Gain;
import dev.sluice.trainer.response.ResponseDiagnostics.Identifiability;
import dev.sluice.trainer.response.ResponseDiagnostics.Rolling;
import dev.sluice.trainer.response.ResponseDiagnostics.Trust;
import dev.sluice.trainer.response.ResponseFit;
import dev.sluice.trainer.response.ResponseFitting;
import dev.sluice.trainer.response.ResponseModel.Draw;
import dev.sluice.trainer.response.ResponsePosterior;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fits a response model and judges it: on the weeks it learned from, on weeks it had not seen, and channel by channel. */
public final class ResponseTraining {
    /** Weeks of the rolling forecast where none are given, at most. */
    private static final int MOST_WEEKS = 26;

    private static final double UNMIXED = 1.2;
    private static final double Z80 = 1.2816;

    private ResponseTraining() {}

    /**
     * Fits and judges.
     *
     * @param holdout weeks that are forecast from those before them; below 0: a quarter of the history, 26 at most
     * @throws TableException where the data can't be fitted
     */
    public static ResponseFit train(
            ResponseData data, ResponseSettings settings, int holdout, ResponseFitting.Progress progress)
            throws TableException {
        int weeks = holdout(data, holdout);
        int parts = weeks == 0 ? 1 : 2;
        ResponsePosterior posterior =
                ResponseFitting.fit(data, settings, (done, total) -> progress.at(done, parts * total));
        Rolling rolling = rolling(data, settings, weeks, progress);
        return new ResponseFit(posterior.model(), diagnostics(data, posterior, rolling));
    }

    /**
     * Fits accounts or regions that share strength, each judged on its own.
     *
     * @param holdout as in {@link #train}
     * @return in the order of the accounts
     * @throws TableException where one can't be fitted
     */
    public static List<ResponseFit> trainTogether(
            List<ResponseData> accounts, ResponseSettings settings, int holdout, ResponseFitting.Progress progress)
            throws TableException {
        int total = 2 * accounts.size();
        List<ResponsePosterior> posteriors =
                PooledFitting.fit(accounts, settings, (done, of) -> progress.at(done * accounts.size() / of, total));
        List<ResponseFit> fits = new ArrayList<>();
        for (int i = 0; i < posteriors.size(); i++) {
            progress.at(accounts.size() + i, total);
            ResponseData data = accounts.get(i);
            Rolling rolling = rolling(data, settings, holdout(data, holdout), (done, of) -> {});
            fits.add(new ResponseFit(posteriors.get(i).model(), diagnostics(data, posteriors.get(i), rolling)));
        }
        progress.at(total, total);
        return fits;
    }

    private static int holdout(ResponseData data, int asked) {
        return asked >= 0 ? asked : Math.min(MOST_WEEKS, data.size() / 4);
    }

    private static Rolling rolling(
            ResponseData data, ResponseSettings settings, int weeks, ResponseFitting.Progress progress)
            throws TableException {
        if (weeks == 0 || data.size() - weeks < ResponseFitting.FEWEST_WEEKS) {
            return new Rolling(0, "the history is too short to forecast a part of it", Map.of(), Map.of(), Map.of());
        }
        // Judging takes several fits; one short chain is enough for their means.
        ResponseSettings shorter = new ResponseSettings(settings.lags(), 200, 1, 250, 350, settings.seed());
        return new RollingForecast(data, weeks, shorter).run((done, total) -> progress.at(total + done, 2 * total));
    }

    private static ResponseDiagnostics diagnostics(ResponseData data, ResponsePosterior posterior, Rolling rolling) {
        int weeks = data.size();
        double[] fitted = posterior.still().clone();
        for (double[] effect : posterior.effects()) {
            for (int week = 0; week < weeks; week++) {
                fitted[week] += effect[week];
            }
        }
        double spread = Z80
                * Math.sqrt(posterior.model().draws().stream()
                        .mapToDouble(ResponseTraining::variance)
                        .average()
                        .orElse(0));
        double[] low = new double[weeks];
        double[] high = new double[weeks];
        for (int week = 0; week < weeks; week++) {
            low[week] = fitted[week] - spread;
            high[week] = fitted[week] + spread;
        }
        List<ChannelFindings> channels = new ChannelEvidence(data, posterior).all();
        List<Finding> warnings = new ArrayList<>(LeakingControls.find(data));
        if (posterior.mixing() > UNMIXED) {
            warnings.add(new Finding(
                    "NOT_MIXED",
                    String.format(
                            Locale.ROOT,
                            "The sampler's chains disagree (%.2f, 1 would be agreement): the intervals are rough",
                            posterior.mixing())));
        }
        if (posterior.negativeBaseline() > 0.1) {
            warnings.add(new Finding(
                    "NEGATIVE_BASELINE",
                    String.format(
                            Locale.ROOT,
                            "In %.0f %% of weeks and draws nothing would be sold without media, and less: media get more than they can"
                                    + " have brought",
                            100 * posterior.negativeBaseline())));
        }
        double mediaR2 = mediaR2(rolling);
        boolean telling = telling(data, rolling.weeks());
        ResponseVerdict verdict = ResponseVerdict.of(rolling, mediaR2, telling, channels, warnings);
        return new ResponseDiagnostics(
                fitted,
                low,
                high,
                Metrics.rmse(data.outcome(), fitted).orElse(Double.NaN),
                Metrics.r2(data.outcome(), fitted).orElse(Double.NaN),
                rolling,
                mediaR2,
                posterior.negativeBaseline(),
                channels,
                warnings,
                verdict.trust(),
                verdict.reason());
    }

    private static double variance(Draw draw) {
        double level = draw.levelDecay() < 1
                ? draw.levelSd() * draw.levelSd() / (1 - draw.levelDecay() * draw.levelDecay())
                : 0;
        return draw.noiseSd() * draw.noiseSd() + level;
    }

    /** How much of the squared error that a model without media makes is gone with them. */
    private static double mediaR2(Rolling rolling) {
        Double with = rolling.model().get("rmse");
        Map<String, Double> without = rolling.naive().get(RollingForecast.NO_MEDIA);
        Double rmse = without == null ? null : without.get("rmse");
        return with == null || rmse == null ? Double.NaN : 1 - with * with / (rmse * rmse);
    }

    /**
     * Whether spend varied enough in the judged weeks for them to tell a model with media from one without: half as much as
     * in the weeks before. Where budgets have been left alone it does not, and nothing follows from it.
     */
    private static boolean telling(ResponseData data, int judged) {
        int from = data.size() - judged;
        double before = 0;
        double since = 0;
        for (double[] spend : data.spend()) {
            before += deviation(Arrays.copyOfRange(spend, 0, from));
            since += deviation(Arrays.copyOfRange(spend, from, spend.length));
        }
        return since > before / 2;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElse(0));
    }

    /** The judgement in one sentence. */
    record ResponseVerdict(Trust trust, String reason) {
        static ResponseVerdict of(
                Rolling rolling,
                double mediaR2,
                boolean telling,
                List<ChannelFindings> channels,
                List<Finding> warnings) {
            if (rolling.weeks() == 0) {
                return new ResponseVerdict(
                        Trust.DIRECTIONAL, "The history is too short to try the model on weeks it has not seen");
            }
            if (warnings.stream().anyMatch(each -> each.code().equals("LEAK"))) {
                return new ResponseVerdict(
                        Trust.NO_BETTER_THAN_BASELINE,
                        "A control gives the outcome away, so that forecasts prove nothing and media get what it leaves; see the"
                                + " warnings");
            }
            double mae = rolling.model().getOrDefault("mae", Double.NaN);
            String best = best(rolling);
            Gain gain = rolling.gains().get(best);
            if (gain == null || !(gain.mae() > 0)) {
                return new ResponseVerdict(
                        Trust.NO_BETTER_THAN_BASELINE,
                        String.format(
                                Locale.ROOT,
                                "On the %d weeks it had not seen the model is off by %,.4g, the %s by %,.4g",
                                rolling.weeks(),
                                mae,
                                best,
                                rolling.naive().getOrDefault(best, Map.of()).get("mae")));
            }
            boolean known = channels.stream().anyMatch(each -> each.identifiability() == Identifiability.IDENTIFIED);
            if (!(mediaR2 > 0) && telling && !known) {
                return new ResponseVerdict(
                        Trust.NO_BETTER_THAN_BASELINE,
                        "On weeks it had not seen the model does no better with the channels' spend than without");
            }
            String better = String.format(
                    Locale.ROOT,
                    "On the %d weeks it had not seen the model is off by %,.4g, the best naive forecast (%s) by %,.4g",
                    rolling.weeks(),
                    mae,
                    best,
                    rolling.naive().getOrDefault(best, Map.of()).get("mae"));
            return gain.low() > 0 && mediaR2 > 0
                    ? new ResponseVerdict(Trust.TRUSTED, better)
                    : new ResponseVerdict(Trust.DIRECTIONAL, better + ", which may be chance");
        }

        /** The naive forecast that is off least. */
        private static String best(Rolling rolling) {
            return rolling.naive().entrySet().stream()
                    .filter(each -> !each.getKey().equals(RollingForecast.NO_MEDIA))
                    .min(Map.Entry.comparingByValue(java.util.Comparator.comparingDouble(
                            metrics -> metrics.getOrDefault("mae", Double.POSITIVE_INFINITY))))
                    .map(Map.Entry::getKey)
                    .orElse(RollingForecast.LAST_WEEK);
        }
    }
}
