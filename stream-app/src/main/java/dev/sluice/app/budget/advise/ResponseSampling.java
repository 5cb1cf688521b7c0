package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SampledResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a response model is to score, and what its answers mean together.
 *
 * <p>For every point of a channel's grid the channel spends that much in each of the planned weeks, after what it really
 * spent before: in the week h its lags are h weeks of the plan, then the real ones. A channel's incremental outcome
 * depends on its own spend alone, so one row carries a point of every channel, and points x weeks rows are enough.
 */
public final class ResponseSampling {
    /** Weeks that a spend is held for. */
    public static final int WEEKS = 8;

    private static final double MICROS = 1e6;
    private static final double LEAST_SHIFT = 0.25;
    private static final double ROOM = 1.05;

    private final List<Pipe> pipes;
    private final double[][] grids;
    private final int weeks;
    private final double firstWeek;
    private final Map<String, Double> controls;

    /**
     * A channel as the plan finds it.
     *
     * @param currentMicros weekly spend now; its grid is densest there
     * @param topMicros largest weekly spend to ask for
     * @param beforeMicros spend of the weeks before the first planned one, the last first; as many as the model has lags
     */
    public record Pipe(String channel, long currentMicros, long topMicros, List<Long> beforeMicros) {
        public Pipe {
            beforeMicros = List.copyOf(beforeMicros);
        }
    }

    /**
     * Plans the rows.
     *
     * @param pipes one a channel, in the order of the model's card
     * @param weeks planned weeks, {@value #WEEKS} as a rule
     * @param firstWeek the first planned week, counted from the card's origin
     * @param controls values of {@code control.x} inputs in the planned weeks; what is missing is left to the model
     */
    public ResponseSampling(List<Pipe> pipes, int weeks, double firstWeek, Map<String, Double> controls) {
        this.pipes = List.copyOf(pipes);
        this.weeks = weeks;
        this.firstWeek = firstWeek;
        this.controls = Map.copyOf(controls);
        this.grids = pipes.stream()
                .map(pipe -> SpendGrid.of(pipe.currentMicros() / MICROS, pipe.topMicros() / MICROS))
                .toArray(double[][]::new);
    }

    /**
     * The largest weekly spend that advice could reach for a channel, with some room to know the slope there.
     *
     * @param totalMicros what is spent on all channels: exploration is a share of it
     */
    public static long topMicros(ChannelState state, Policy policy, long totalMicros) {
        long now = state.currentMicros();
        double shifted = now * (1 + Math.max(LEAST_SHIFT, policy.maxWeeklyShift())) * ROOM;
        double explored = now + policy.explorationShare() * totalMicros * ROOM;
        Long least = policy.limits(state.channel()).leastMicros();
        double forced = least == null ? 0 : (least + policy.stepMicros()) * ROOM;
        return (long) Math.ceil(Math.max(Math.max(shifted, explored), forced));
    }

    /** How many rows there are. */
    public int size() {
        return SpendGrid.POINTS * weeks;
    }

    /** The rows: the model's number inputs by name, all weeks of the first point, then of the second, and so on. */
    public List<Map<String, @Nullable Double>> rows() {
        List<Map<String, @Nullable Double>> rows = new ArrayList<>(size());
        for (int point = 0; point < SpendGrid.POINTS; point++) {
            for (int week = 0; week < weeks; week++) {
                rows.add(row(point, week));
            }
        }
        return rows;
    }

    private Map<String, @Nullable Double> row(int point, int week) {
        Map<String, @Nullable Double> row = new HashMap<>(controls);
        row.put("week", firstWeek + week);
        for (int c = 0; c < pipes.size(); c++) {
            Pipe pipe = pipes.get(c);
            String input = "spend." + pipe.channel();
            row.put(input, grids[c][point]);
            for (int lag = 1; lag <= pipe.beforeMicros().size(); lag++) {
                row.put(
                        input + ".lag" + lag,
                        lag <= week ? grids[c][point] : pipe.beforeMicros().get(lag - week - 1) / MICROS);
            }
        }
        return row;
    }

    /**
     * Folds the answers.
     *
     * @param incremental [row][channel x draws], flat, a channel's draws together, as the model gives them
     */
    public SampledResponse fold(float[] incremental, int draws) {
        int channels = pipes.size();
        if (incremental.length != size() * channels * draws) {
            throw new IllegalArgumentException("the model gave " + incremental.length + " numbers for " + size()
                    + " rows, " + channels + " channels and " + draws + " draws");
        }
        double[][][] value = new double[draws][channels][SpendGrid.POINTS];
        int at = 0;
        for (int row = 0; row < size(); row++) {
            for (int c = 0; c < channels; c++) {
                for (int s = 0; s < draws; s++) {
                    value[s][c][row / weeks] += incremental[at++] / (double) weeks;
                }
            }
        }
        return new SampledResponse(pipes.stream().map(Pipe::channel).toList(), grids, value);
    }
}
