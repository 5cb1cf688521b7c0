package dev.sluice.bench;

import dev.sluice.app.budget.allocate.AllocationAnswer;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.Allocator;
import dev.sluice.app.budget.allocate.Bound;
import dev.sluice.app.budget.allocate.HorizonAnswer;
import dev.sluice.app.budget.allocate.HorizonPlanner;
import dev.sluice.app.budget.allocate.HorizonProblem;
import dev.sluice.app.budget.allocate.SampledCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the exact split of a budget over ten channels takes, concave and S-shaped mixed, each curve known at 41 spends; and
 * a plan of ten channels over 13 weeks with 16 posterior draws each. A thousand random problems in turn.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AllocationBenchmark {
    private static final int PROBLEMS = 1_000;
    private static final int PLANS = 50;
    private static final int CHANNELS = 10;
    private static final int DRAWS = 16;
    private static final int LAGS = 8;

    /** How far a channel may leave its present spend: 0.7-1.5x, 0.3-3x, or wherever. */
    @Param({"narrow", "wide", "none"})
    public String bounds = "";

    private final List<AllocationProblem> problems = new ArrayList<>();
    private final List<HorizonProblem> plans = new ArrayList<>();
    private int next;

    /** Makes the problems. */
    @Setup
    public void prepare() {
        Random random = new Random(11);
        for (int i = 0; i < PROBLEMS; i++) {
            problems.add(problem(random));
        }
        for (int i = 0; i < PLANS; i++) {
            plans.add(plan(random));
        }
    }

    private AllocationProblem problem(Random random) {
        List<Line> lines = new ArrayList<>();
        long budget = 0;
        for (int c = 0; c < CHANNELS; c++) {
            double current = current(random);
            long micros = Math.round(current * 1e6);
            budget += micros;
            double least = bounds.equals("narrow") ? 0.7 : bounds.equals("wide") ? 0.3 : 0;
            double most = bounds.equals("narrow") ? 1.5 : bounds.equals("wide") ? 3 : 1_000;
            lines.add(new Line(
                    "c" + c,
                    sampled(effect(random, current), 4 * current),
                    new Bound(Math.round(least * micros), "least"),
                    new Bound(Math.round(most * micros), "most")));
        }
        return new AllocationProblem(lines, new FixedBudget(budget, 0), 1);
    }

    private static HorizonProblem plan(Random random) {
        List<HorizonProblem.Channel> channels = new ArrayList<>();
        long budget = 0;
        for (int c = 0; c < CHANNELS; c++) {
            double current = Math.rint(current(random));
            budget += Math.round(current) * 1_000_000;
            DoubleUnaryOperator effect = effect(random, current);
            List<HorizonProblem.Draw> draws = new ArrayList<>();
            double decay = random.nextDouble(0.1, 0.8);
            for (int s = 0; s < DRAWS; s++) {
                double factor = random.nextDouble(0.8, 1.2);
                draws.add(new HorizonProblem.Draw(
                        geometric(decay * factor), sampled(x -> factor * effect.applyAsDouble(x), 5 * current)));
            }
            double[] past = new double[LAGS];
            for (int lag = 0; lag < LAGS; lag++) {
                past[lag] = lag == 0 ? current : current * random.nextDouble(0.2, 2);
            }
            channels.add(new HorizonProblem.Channel(
                    "c" + c, draws, past, new Bound(0, "least"), new Bound(Math.round(current * 4e6), "most")));
        }
        return new HorizonProblem(channels, 13, 0.15, budget, HorizonProblem.Total.EVERY_WEEK, 1_000_000);
    }

    private static double[] geometric(double decay) {
        double[] weights = new double[LAGS + 1];
        for (int lag = 0; lag <= LAGS; lag++) {
            weights[lag] = Math.pow(decay, lag) * (1 - decay) / (1 - Math.pow(decay, LAGS + 1));
        }
        return weights;
    }

    private static double current(Random random) {
        return Math.exp(random.nextDouble(Math.log(500), Math.log(50_000)));
    }

    private static DoubleUnaryOperator effect(Random random, double current) {
        double top = current * random.nextDouble(1, 8);
        double half = current * random.nextDouble(0.4, 2.5);
        double shape = random.nextDouble(1.5, 4);
        return switch (random.nextInt(4)) {
            case 0 -> x -> top * (1 - Math.exp(-x / half));
            case 1 -> x -> top * Math.tanh(x / half);
            case 2 -> x -> top * x / (half + x);
            default -> x -> top / (1 + Math.pow(half / Math.max(x, 1e-9), shape));
        };
    }

    private static SampledCurve sampled(DoubleUnaryOperator curve, double to) {
        double[] spend = new double[41];
        double[] response = new double[41];
        for (int i = 0; i < spend.length; i++) {
            spend[i] = to * i / (spend.length - 1);
            response[i] = curve.applyAsDouble(spend[i]);
        }
        return SampledCurve.of(spend, response);
    }

    /** The best split of a week's budget. */
    @Benchmark
    public AllocationAnswer week() {
        return Allocator.solve(problems.get(next++ % PROBLEMS));
    }

    /** A plan of 13 weeks. */
    @Benchmark
    public HorizonAnswer horizon() {
        return HorizonPlanner.solve(plans.get(next++ % PLANS));
    }
}
