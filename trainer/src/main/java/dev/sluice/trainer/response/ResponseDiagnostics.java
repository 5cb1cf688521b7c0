package dev.sluice.trainer.response;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a fitted response model may be believed. Arrays are [trained week].
 *
 * @param fitted posterior mean of the outcome
 * @param low 10 % quantile of the posterior predictive, noise included
 * @param high 90 % quantile
 * @param rmse in sample, of the posterior mean; units of the outcome
 * @param r2 in sample
 * @param rolling one step ahead by rolling origin
 * @param mediaR2 R² that media add to a model without them, rolling one step ahead; NaN where it was not measured
 * @param mediaEvidence how much likelier the history is with the channels' spend than without: difference of the posterior
 *     means of the log-likelihoods (Dempster 1974), about 0 where media do nothing
 * @param negativeBaseline share of weeks and draws in which the baseline is below 0
 */
@SuppressWarnings("ArrayRecordComponent") // a table of numbers, not a value to compare
public record ResponseDiagnostics(
        double[] fitted,
        double[] low,
        double[] high,
        double rmse,
        double r2,
        Rolling rolling,
        double mediaR2,
        double mediaEvidence,
        double negativeBaseline,
        List<ChannelFindings> channels,
        List<Finding> warnings,
        Trust trust,
        String reason) {
    public ResponseDiagnostics {
        channels = List.copyOf(channels);
        warnings = List.copyOf(warnings);
    }

    /**
     * Forecasts of weeks that the model had not seen.
     *
     * @param weeks how many were forecast; 0: the history is too short
     * @param how in words, such as {@code the last 26 weeks, each forecast from the weeks before it}
     * @param model by name: {@code rmse}, {@code mae}, {@code mape}, {@code mase}, {@code crps}, {@code coverage80}, {@code r2};
     *     absent where undefined
     * @param naive the same of {@code last week}, {@code four-week mean}, {@code same week last year}
     * @param gains by the names of naive: its mean absolute error less the model's
     */
    public record Rolling(
            int weeks,
            String how,
            Map<String, Double> model,
            Map<String, Map<String, Double>> naive,
            Map<String, Gain> gains) {
        public Rolling {
            model = copy(model);
            Map<String, Map<String, Double>> copies = new LinkedHashMap<>();
            naive.forEach((name, metrics) -> copies.put(name, copy(metrics)));
            naive = Collections.unmodifiableMap(copies);
            gains = copy(gains);
        }

        private static <V> Map<String, V> copy(Map<String, V> map) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
    }

    /** A mean absolute error less the model's, with the ends of its 95 % bootstrap interval. */
    public record Gain(double mae, double low, double high) {}

    /**
     * What is known of one channel.
     *
     * @param contribution its incremental outcome in all trained weeks, posterior mean
     * @param roasP5 incremental outcome over spend of all trained weeks, 5 % quantile of the draws; NaN without spend
     * @param codes why it is not identified, such as {@code CONSTANT_SPEND}, {@code COLLINEAR}, {@code FEW_WEEKS}, {@code NOISE},
     *     {@code PRIOR_ONLY}
     * @param sentence the same in plain words
     */
    public record ChannelFindings(
            String channel,
            double contribution,
            double roasP5,
            double roasP50,
            double roasP95,
            Identifiability identifiability,
            List<String> codes,
            String sentence) {
        public ChannelFindings {
            codes = List.copyOf(codes);
        }
    }

    /** How much of a channel's answer is in the data. */
    public enum Identifiability {
        IDENTIFIED,
        WEAK,
        UNIDENTIFIED
    }

    /** Something suspicious, such as {@code LEAK}. */
    public record Finding(String code, String text) {}

    /** How far the model may be believed. */
    public enum Trust {
        TRUSTED,
        DIRECTIONAL,
        NO_BETTER_THAN_BASELINE
    }
}
