package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.advise.SpendLimits.Range;
import dev.sluice.app.budget.advise.SpendLimits.Within;
import dev.sluice.app.budget.allocate.AllocationAnswer;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.AllocationProblem.Goal;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plans that are weighed: the optimum of the mean curves within the limits, and more careful ones. A careful plan is
 * the optimum of curves that take a gain low and a loss high, or one that goes only part of the way.
 */
final class Plans {
    private final Function<AllocationProblem, AllocationAnswer> allocate;

    Plans(Function<AllocationProblem, AllocationAnswer> allocate) {
        this.allocate = allocate;
    }

    /**
     * How far to go, and how carefully.
     *
     * @param reach share of the way from the reference to each limit
     * @param deviations standard deviations taken off a change
     */
    private record Style(double reach, double deviations) {}

    private static final List<Style> STYLES = List.of(
            new Style(1, 0),
            new Style(1, 0.5),
            new Style(1, 1),
            new Style(0.5, 0),
            new Style(0.5, 0.5),
            new Style(0.25, 0));

    /** A split by channel, in the order of the ranges. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Plan(long[] micros, Certificate certificate, boolean targetMissed) {}

    /** Plans, the boldest first; or why there is none. */
    record Found(List<Plan> plans, String conflict) {}

    Found find(Within limits, SampledResponse response, Yardstick aim, long[] reference, long step) {
        List<CarefulCurve> curves = curves(limits, response, reference);
        List<Plan> plans = new ArrayList<>();
        String conflict = "";
        for (Style style : STYLES) {
            Task task = new Task(limits, curves, aim, reference, step, style);
            switch (task.solve(false)) {
                case AllocationAnswer.Split split -> plans.add(task.plan(split, false));
                case AllocationAnswer.Infeasible none -> {
                    if (style.equals(STYLES.getFirst())) {
                        conflict = none.conflict();
                    }
                    if (aim.averageTarget() && task.solve(true) instanceof AllocationAnswer.Split nearest) {
                        plans.add(task.plan(nearest, true));
                    }
                }
            }
            if (plans.isEmpty()) {
                // Narrower limits can't hold what the widest don't.
                break;
            }
        }
        return new Found(List.copyOf(plans), conflict);
    }

    /** By range; null without a curve. */
    private static List<@Nullable CarefulCurve> curves(Within limits, SampledResponse response, long[] reference) {
        List<@Nullable CarefulCurve> curves = new ArrayList<>();
        for (int i = 0; i < reference.length; i++) {
            int channel = response.indexOf(limits.ranges().get(i).channel());
            curves.add(channel < 0 ? null : new CarefulCurve(response, channel, Amounts.units(reference[i])));
        }
        return curves;
    }

    /** One problem for the allocator. Channels without a curve keep their amounts and are no part of it. */
    private final class Task {
        private final Within limits;
        private final Yardstick aim;
        private final long[] reference;
        private final long step;
        private final Style style;
        private final List<Integer> inside = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();
        private long outside;

        Task(
                Within limits,
                List<@Nullable CarefulCurve> curves,
                Yardstick aim,
                long[] reference,
                long step,
                Style style) {
            this.limits = limits;
            this.aim = aim;
            this.reference = reference;
            this.step = step;
            this.style = style;
            for (int i = 0; i < reference.length; i++) {
                CarefulCurve curve = curves.get(i);
                if (curve == null) {
                    outside += limits.ranges().get(i).least().micros();
                } else {
                    inside.add(i);
                    lines.add(line(i, curve));
                }
            }
        }

        AllocationAnswer solve(boolean nearest) {
            long least = limits.leastMicros() - outside;
            long most = limits.mostMicros() - outside;
            Goal goal = nearest ? aim.nearest(least, most) : aim.goal(least, most);
            return allocate.apply(new AllocationProblem(lines, goal, step));
        }

        private Line line(int i, CarefulCurve curve) {
            Range range = limits.ranges().get(i);
            return new Line(
                    range.channel(),
                    curve.less(style.deviations()),
                    part(range.least(), reference[i], true),
                    part(range.most(), reference[i], false));
        }

        /** A limit moved towards the reference, on a multiple of the step; a limit that is beyond it stays. */
        private Bound part(Bound bound, long from, boolean lower) {
            if (style.reach() == 1 || (lower ? bound.micros() >= from : bound.micros() <= from)) {
                return bound;
            }
            long moved = from + Math.round((bound.micros() - from) * style.reach());
            long whole = lower ? Math.ceilDiv(moved, step) * step : Math.floorDiv(moved, step) * step;
            // Rounded past the reference, there is no such part of the way.
            boolean past = lower ? whole > from : whole < from;
            return past ? bound : new Bound(whole, bound.name());
        }

        Plan plan(AllocationAnswer.Split split, boolean targetMissed) {
            long[] micros = limits.ranges().stream()
                    .mapToLong(range -> range.least().micros())
                    .toArray();
            for (int i = 0; i < inside.size(); i++) {
                micros[inside.get(i)] = split.spendMicros().get(i);
            }
            return new Plan(micros, new Certificate(split.value(), split.upperBound()), targetMissed);
        }
    }
}
