package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.HorizonAnswer.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plans spend by week and channel over a horizon: from the best split that is held in all weeks ({@link Allocator}, exact)
 * it climbs to a nearby best plan ({@link HorizonBarrier}) and rounds it; what it answers is never below the flat plan. On
 * concave effects that is the best plan of all, which the upper bound shows; on S-shaped ones the bound says how much could
 * be missed at most. Pure: no state, safe for use by any thread.
 */
public final class HorizonPlanner {
    private static final int SAMPLES = 60;
    private static final double UNIT = 1e6;

    private final HorizonProblem problem;
    private final int weeks;
    private final int channels;

    private HorizonPlanner(HorizonProblem problem) {
        this.problem = problem;
        this.weeks = problem.weeks();
        this.channels = problem.channels().size();
    }

    /** The plan, or the limits that clash. */
    public static HorizonAnswer solve(HorizonProblem problem) {
        return new HorizonPlanner(problem).solve();
    }

    private HorizonAnswer solve() {
        List<Line> lines = new ArrayList<>();
        for (HorizonProblem.Channel channel : problem.channels()) {
            lines.add(firstWeek(channel));
        }
        AllocationProblem flat =
                new AllocationProblem(lines, new FixedBudget(problem.weekTotalMicros(), 0), problem.stepMicros());
        return switch (Allocator.solve(flat)) {
            case AllocationAnswer.Infeasible(String conflict) -> new HorizonAnswer.Infeasible(conflict);
            case AllocationAnswer.Split split -> plan(flat, split.spendMicros());
        };
    }

    /** A channel as if its spend were held: the limits of the first week, and the response of all weeks. */
    private Line firstWeek(HorizonProblem.Channel channel) {
        Bound least = channel.least();
        Bound most = channel.most();
        if (problem.hasShift()) {
            String name = PolicyLimits.shiftName(problem.maxShift());
            long low = (long) Math.ceil(UNIT * channel.lastWeek() * Math.max(0, 1 - problem.maxShift()) - 1e-6);
            long high = (long) Math.floor(UNIT * channel.lastWeek() * (1 + problem.maxShift()) + 1e-6);
            least = low > least.micros() ? new Bound(low, name) : least;
            most = high < most.micros() ? new Bound(high, name) : most;
        }
        double to = Math.min(most.micros(), problem.weekTotalMicros()) / UNIT;
        double from = Math.min(least.micros() / UNIT, to);
        int samples = to > from ? SAMPLES : 1;
        double[] spend = new double[samples + 1];
        double[] response = new double[samples + 1];
        for (int i = 0; i <= samples; i++) {
            // Closer together where spend is small and curves bend most.
            spend[i] = samples == 1 ? from + i : from + (to - from) * i * i / samples / samples;
            double[] held = new double[weeks];
            Arrays.fill(held, spend[i]);
            response[i] = new PipeResponse(channel, weeks, spend[i]).at(held);
        }
        return new Line(channel.channel(), SampledCurve.of(spend, response), least, most);
    }

    private HorizonAnswer plan(AllocationProblem flat, List<Long> split) {
        long[] held = split.stream().mapToLong(Long::longValue).toArray();
        PipeResponse[] responses = new PipeResponse[channels];
        for (int c = 0; c < channels; c++) {
            responses[c] = new PipeResponse(problem.channels().get(c), weeks, held[c] / UNIT);
        }
        long[][] plan = new long[weeks][];
        Arrays.fill(plan, held);
        double flatResponse = response(responses, plan);
        HorizonRoom room = new HorizonRoom(problem, flat);
        if (!room.isOpen()) {
            return answer(
                    plan,
                    held,
                    flatResponse,
                    flatResponse,
                    room.isBoundable() ? flatResponse : Double.POSITIVE_INFINITY);
        }
        HorizonBarrier barrier = room.barrier(responses);
        double[][] inside = room.start(held);
        double[][] best = barrier.climb(inside);
        double bound =
                room.isBoundable() ? barrier.upperBound(best) + room.fixed(responses, held) : Double.POSITIVE_INFINITY;
        long[][] rounded = new HorizonRounding(problem, flat).round(room.whole(best, held));
        double response = rounded.length == 0 ? flatResponse : response(responses, rounded);
        boolean better = response > flatResponse;
        return answer(better ? rounded : plan, held, better ? response : flatResponse, flatResponse, bound);
    }

    private double response(PipeResponse[] responses, long[][] plan) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            double[] spend = new double[weeks];
            for (int w = 0; w < weeks; w++) {
                spend[w] = plan[w][c] / UNIT;
            }
            sum += responses[c].at(spend);
        }
        return sum;
    }

    private static Plan answer(long[][] plan, long[] held, double response, double flatResponse, double bound) {
        return new Plan(
                Arrays.stream(plan).map(HorizonPlanner::list).toList(),
                list(held),
                response,
                flatResponse,
                Math.max(response, bound));
    }

    private static List<Long> list(long[] micros) {
        return Arrays.stream(micros).boxed().toList();
    }
}
