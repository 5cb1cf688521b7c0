package dev.sluice.app.world.weekly;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The truth about one account's weeks: what every channel brings, what would come without media, and the noise.
 *
 * <p>Weeks are numbered from the first of the history; those before it, back to {@link #firstKnownWeek()}, were spent in, too,
 * but nobody recorded them. Expected revenue is baseline plus the channels' effects; what is seen has noise on top: a
 * first-order autoregressive part and a white one. Effects add up and don't depend on the season.
 */
public final class WeeklyMarket {
    /** The control that a market with a leak offers. */
    public static final String LEAKED_CONTROL = "checkout_visits";

    /** The account's plan is what it spent on average in this many weeks. */
    private static final int PLAN_WEEKS = 8;

    private final WeeklyConfig config;
    private final List<WeeklyChannel> channels;
    private final double[][] spend;
    private final Demand baseline;
    private final double[] noise;
    private final double[] leakNoise;

    /**
     * @param spend [channel][week]: {@link CarryOver#WEEKS} unrecorded weeks, then the history's
     * @param noise [week] of the history and as long after it as the market can be played
     * @param leakNoise [week], factors by which a leaked control differs from the revenue
     */
    WeeklyMarket(
            WeeklyConfig config,
            List<WeeklyChannel> channels,
            double[][] spend,
            Demand baseline,
            double[] noise,
            double[] leakNoise) {
        this.config = config;
        this.channels = List.copyOf(channels);
        this.spend = spend;
        this.baseline = baseline;
        this.noise = noise;
        this.leakNoise = leakNoise;
    }

    public static WeeklyMarket of(WeeklyConfig config) {
        return new MarketDraw(config).market();
    }

    public WeeklyConfig config() {
        return config;
    }

    public List<WeeklyChannel> channels() {
        return channels;
    }

    public LocalDate firstWeek() {
        return baseline.firstWeek();
    }

    /** Weeks that can be played after the history. */
    public int playableWeeks() {
        return noise.length - config.weeks();
    }

    /** Number of the earliest week whose spend still matters: negative. */
    public int firstKnownWeek() {
        return -CarryOver.WEEKS;
    }

    /** Spend of the unrecorded weeks and the history, oldest first; a copy. */
    public double[] spend(int channel) {
        return spend[channel].clone();
    }

    /** What the account spends on each channel in a week where it goes on as before, whole currency units. */
    public double[] plan() {
        double[] plan = new double[spend.length];
        for (int channel = 0; channel < plan.length; channel++) {
            double[] path = spend[channel];
            int from = Math.max(CarryOver.WEEKS, path.length - PLAN_WEEKS);
            plan[channel] = Math.max(
                    1,
                    Math.rint(IntStream.range(from, path.length)
                            .mapToDouble(week -> path[week])
                            .average()
                            .orElse(1)));
        }
        return plan;
    }

    /** Expected revenue of a week without media. */
    public double baseline(int week) {
        return baseline.at(week);
    }

    double noise(int week) {
        return noise[week];
    }

    /** Revenue that a channel brought in the history's weeks / what was spent on it in them. */
    public double roas(int channel) {
        double[] path = spend[channel];
        return channels.get(channel).effects(path, CarryOver.WEEKS, path.length) / historySpend(channel);
    }

    /** What the next unit of spend would have brought, had it been spread over the history like the rest. */
    public double marginalRoas(int channel) {
        double share = 1e-4;
        double[] path = spend[channel];
        double[] more = IntStream.range(0, path.length)
                .mapToDouble(week -> path[week] * (1 + share))
                .toArray();
        WeeklyChannel truth = channels.get(channel);
        double gain =
                truth.effects(more, CarryOver.WEEKS, path.length) - truth.effects(path, CarryOver.WEEKS, path.length);
        return gain / (share * historySpend(channel));
    }

    /** Share of the history's expected revenue that media brought. */
    public double mediaShare() {
        double media = 0;
        for (int channel = 0; channel < spend.length; channel++) {
            media += channels.get(channel).effects(spend[channel], CarryOver.WEEKS, spend[channel].length);
        }
        double rest =
                IntStream.range(0, config.weeks()).mapToDouble(this::baseline).sum();
        return media / (media + rest);
    }

    double historySpend(int channel) {
        double[] path = spend[channel];
        return IntStream.range(CarryOver.WEEKS, path.length)
                .mapToDouble(week -> path[week])
                .sum();
    }

    /**
     * Expected media revenue of the weeks after the history.
     *
     * @param future [week after the history][channel], currency units
     */
    public double mediaRevenue(double[][] future) {
        double sum = 0;
        for (int channel = 0; channel < spend.length; channel++) {
            double[] path = extended(channel, future);
            sum += channels.get(channel).effects(path, spend[channel].length, path.length);
        }
        return sum;
    }

    private double[] extended(int channel, double[][] future) {
        double[] path = Arrays.copyOf(spend[channel], spend[channel].length + future.length);
        for (int week = 0; week < future.length; week++) {
            path[spend[channel].length + week] = future[week][channel];
        }
        return path;
    }

    /** Names of the controls that the account records. */
    public List<String> controls() {
        return config.trap() == Trap.LEAK
                ? List.of(Demand.CONTROLS.get(0), Demand.CONTROLS.get(1), LEAKED_CONTROL)
                : Demand.CONTROLS;
    }

    double control(String name, int week, double revenue) {
        return name.equals(LEAKED_CONTROL) ? Math.rint(revenue / 20 * leakNoise[week]) : baseline.control(name, week);
    }
}
