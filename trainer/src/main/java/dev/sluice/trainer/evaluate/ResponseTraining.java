package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.PooledFitting;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseDiagnostics;
import dev.sluice.trainer.response.ResponseDiagnostics.ChannelFindings;
import dev.sluice.trainer.response.ResponseDiagnostics.Finding;
import dev.sluice.trainer.response.ResponseDiagnostics.Rolling;
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
        return new ResponseFit(
                posterior.model(), diagnostics(data, posterior, evidence(data, posterior, settings), rolling));
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
            fits.add(new ResponseFit(
                    posteriors.get(i).model(),
                    diagnostics(data, posteriors.get(i), evidence(data, posteriors.get(i), settings), rolling)));
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
        return new RollingForecast(data, weeks, shorter(settings))
                .run((done, total) -> progress.at(total + done, 2 * total));
    }

    /** Judging takes several fits; one short chain is enough for their means. */
    private static ResponseSettings shorter(ResponseSettings settings) {
        return new ResponseSettings(settings.lags(), 200, 1, 250, 350, settings.seed());
    }

    private static double evidence(ResponseData data, ResponsePosterior posterior, ResponseSettings settings)
            throws TableException {
        return posterior.logLikelihood()
                - ResponseFitting.fit(data.withoutMedia(), shorter(settings), (done, total) -> {})
                        .logLikelihood();
    }

    private static ResponseDiagnostics diagnostics(
            ResponseData data, ResponsePosterior posterior, double mediaEvidence, Rolling rolling) {
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
        double mixing = Arrays.stream(posterior.mixing()).max().orElse(1);
        if (mixing > UNMIXED) {
            warnings.add(new Finding(
                    "NOT_MIXED",
                    String.format(
                            Locale.ROOT,
                            "The sampler's chains disagree (%.2f, 1 would be agreement): the intervals are rough",
                            mixing)));
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
        ResponseVerdict verdict = ResponseVerdict.of(
                rolling, mediaR2, mediaEvidence, !data.liftTests().isEmpty(), warnings);
        return new ResponseDiagnostics(
                fitted,
                low,
                high,
                Metrics.rmse(data.outcome(), fitted).orElse(Double.NaN),
                Metrics.r2(data.outcome(), fitted).orElse(Double.NaN),
                rolling,
                mediaR2,
                mediaEvidence,
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
}
