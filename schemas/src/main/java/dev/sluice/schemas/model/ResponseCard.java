package dev.sluice.schemas.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a response model's card says beyond the others: how weekly spend moves a weekly outcome, as draws from the
 * posterior.
 *
 * <p>The graph's contract. Input {@value ModelCard#NUMBERS}, in the order of {@link #inputs()}: every channel's planned
 * spend of the row's week, every channel's spend of the weeks before (what is already in the pipe), the controls, and the
 * week, counted from the origin. A spend that is missing or below 0 counts as 0; a control that is missing as its mean in
 * training; a row without a week gets no number. Output {@value ModelCard#PREDICTION}, in the order of
 * {@link #outputs()}: the posterior mean of the baseline and of the outcome, the quantiles of what will be observed (noise
 * included), and every channel's incremental outcome, posterior mean. Output {@value #INCREMENTAL}, float32 [rows,
 * channels x draws], channel by channel: what a channel's spend of this and earlier weeks brings in the row's week. Output
 * {@value #CARRY_OVER}, float32 [draws, channels x (lags + 1)], the same for all rows: how a unit of a channel's spend is
 * spread over its own week and the ones after.
 *
 * @param origin first day of the first trained week, ISO 8601; week 0
 * @param weeks trained weeks; the first that is not trained has this number
 * @param lags weeks before a week whose spend still counts
 * @param draws equally likely answers in {@value #INCREMENTAL}
 * @param channels in the order of inputs and outputs
 * @param controls in the order of the inputs
 */
public record ResponseCard(
        String origin, int weeks, int lags, int draws, List<ResponseChannel> channels, List<String> controls) {
    /** Kind of a model whose outcome is weekly revenue, currency units. */
    public static final String RESPONSE = "response";
    /** Kind of a model whose outcome is new customers a week. */
    public static final String RESPONSE_CUSTOMERS = "response_customers";

    /** The output of draws. */
    public static final String INCREMENTAL = "incremental";
    /** The output of carry-over weights. */
    public static final String CARRY_OVER = "carry_over";
    /** Name of the input that counts weeks. */
    public static final String WEEK = "week";

    /** The first columns of the prediction. */
    private static final List<String> TOTALS = List.of("baseline", "mean", "p10", "p50", "p90");

    public ResponseCard {
        channels = List.copyOf(channels);
        controls = List.copyOf(controls);
    }

    /** Whether models of a kind are response models. */
    public static boolean isKind(String kind) {
        return kind.equals(RESPONSE) || kind.equals(RESPONSE_CUSTOMERS);
    }

    /**
     * A channel, and what the data say of it.
     *
     * @param identifiability how much of its answer is in the data
     * @param codes why it is not identified, such as {@code CONSTANT_SPEND}, {@code COLLINEAR}, {@code FEW_WEEKS},
     *     {@code NOISE}, {@code PRIOR_ONLY}
     * @param sentence the same in plain words
     * @param roas incremental outcome per unit of spend in training; null for a channel without spend
     */
    public record ResponseChannel(
            String name,
            Spend spend,
            Identifiability identifiability,
            List<String> codes,
            String sentence,
            @Nullable Roas roas) {
        public ResponseChannel {
            codes = List.copyOf(codes);
        }
    }

    /** A week's spend in training, currency units. */
    public record Spend(double min, double mean, double max, double sd) {}

    /** Quantiles over the draws. */
    public record Roas(double p5, double p50, double p95) {}

    /** How much of a channel's answer is in the data. */
    public enum Identifiability {
        IDENTIFIED,
        WEAK,
        UNIDENTIFIED
    }

    /** The channels' names. */
    public List<String> channelNames() {
        return channels.stream().map(ResponseChannel::name).toList();
    }

    /** Names of the number inputs, in their order. */
    public List<String> inputs() {
        return inputs(channelNames(), lags, controls);
    }

    /** Names of the number inputs of a model of these, in their order. */
    public static List<String> inputs(List<String> channels, int lags, List<String> controls) {
        List<String> names = new ArrayList<>();
        channels.forEach(channel -> names.add(spend(channel)));
        for (String channel : channels) {
            for (int lag = 1; lag <= lags; lag++) {
                names.add(spend(channel, lag));
            }
        }
        controls.forEach(control -> names.add(control(control)));
        names.add(WEEK);
        return names;
    }

    /** The input that holds a channel's planned spend of the row's week. */
    public static String spend(String channel) {
        return "spend." + channel;
    }

    /** The input that holds a channel's spend so many weeks before the row's; with 0 of the week itself. */
    public static String spend(String channel, int weeksBefore) {
        return weeksBefore == 0 ? spend(channel) : spend(channel) + ".lag" + weeksBefore;
    }

    /** The input that holds a control. */
    public static String control(String name) {
        return "control." + name;
    }

    /** Names of the prediction's columns, in their order. */
    public List<String> outputs() {
        return outputs(channelNames());
    }

    /** Names of the prediction's columns of a model of these channels. */
    public static List<String> outputs(List<String> channels) {
        List<String> names = new ArrayList<>(TOTALS);
        channels.forEach(channel -> names.add(incremental(channel)));
        return names;
    }

    /** The output that holds a channel's incremental outcome, posterior mean. */
    public static String incremental(String channel) {
        return INCREMENTAL + "." + channel;
    }
}
