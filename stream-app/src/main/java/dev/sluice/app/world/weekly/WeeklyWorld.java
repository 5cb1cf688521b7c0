package dev.sluice.app.world.weekly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A market that is played: each week somebody chooses the spends, and the revenue follows. Not thread-safe. */
public final class WeeklyWorld {
    private final WeeklyMarket market;
    private final List<double[]> played = new ArrayList<>();

    public WeeklyWorld(WeeklyMarket market) {
        this.market = market;
    }

    public WeeklyMarket market() {
        return market;
    }

    /** Spends this in the next week, by channel in currency units. */
    public void spend(double[] spends) {
        if (played.size() == market.playableWeeks()) {
            throw new IllegalStateException("The market ends after " + played.size() + " weeks");
        }
        if (spends.length != market.channels().size()
                || Arrays.stream(spends).anyMatch(value -> !(value >= 0 && value < 1e15))) {
            throw new IllegalArgumentException(
                    "Not spends of " + market.channels().size() + " channels: " + Arrays.toString(spends));
        }
        played.add(spends.clone());
    }

    /** What was spent since the history: [week][channel]. */
    public double[][] played() {
        return played.stream().map(double[]::clone).toArray(double[][]::new);
    }

    /** Spends of the latest week that was played; the plan where none was. */
    public double[] latest() {
        return played.isEmpty() ? market.plan() : played.getLast().clone();
    }

    /** Expected media revenue of the weeks that were played. */
    public double mediaRevenue() {
        return market.mediaRevenue(played());
    }

    /** What spends, held for so many weeks from now, bring a week more than others in their place. */
    public double expectedGain(double[] spends, double[] instead, int weeks) {
        return (market.mediaRevenue(held(spends, weeks)) - market.mediaRevenue(held(instead, weeks))) / weeks;
    }

    private double[][] held(double[] spends, int weeks) {
        double[][] future = Arrays.copyOf(played(), played.size() + weeks);
        Arrays.fill(future, played.size(), future.length, spends);
        return future;
    }

    /** Everything that the account has seen so far. */
    public WeeklyHistory history() {
        int weeks = market.config().weeks() + played.size();
        int channels = market.channels().size();
        double[][] spend = new double[channels][];
        double[] expected = new double[weeks];
        Arrays.setAll(expected, market::baseline);
        for (int channel = 0; channel < channels; channel++) {
            double[] path = path(channel);
            for (int week = 0; week < weeks; week++) {
                expected[week] += market.channels().get(channel).effect(path, week + CarryOver.WEEKS);
            }
            spend[channel] = Arrays.copyOfRange(path, CarryOver.WEEKS, path.length);
        }
        return seen(expected, spend);
    }

    private WeeklyHistory seen(double[] expected, double[][] spend) {
        double[] revenue = new double[expected.length];
        Arrays.setAll(revenue, week -> Math.max(0, Math.rint((expected[week] + market.noise(week)) * 100) / 100));
        List<String> controls = market.controls();
        double[][] values = new double[controls.size()][revenue.length];
        for (int i = 0; i < values.length; i++) {
            String control = controls.get(i);
            Arrays.setAll(values[i], week -> market.control(control, week, revenue[week]));
        }
        List<String> names = market.channels().stream().map(WeeklyChannel::name).toList();
        return new WeeklyHistory(market.firstWeek(), revenue, names, spend, controls, values);
    }

    private double[] path(int channel) {
        double[] before = market.spend(channel);
        double[] path = Arrays.copyOf(before, before.length + played.size());
        for (int week = 0; week < played.size(); week++) {
            path[before.length + week] = played.get(week)[channel];
        }
        return path;
    }
}
