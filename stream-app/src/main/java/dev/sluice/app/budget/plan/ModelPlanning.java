package dev.sluice.app.budget.plan;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.advise.ResponseSampling;
import dev.sluice.app.budget.allocate.AllocationAnswer;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.Allocator;
import dev.sluice.app.budget.allocate.HorizonAnswer;
import dev.sluice.app.budget.allocate.PolicyLimits;
import dev.sluice.app.budget.allocate.PolicyLimits.Candidate;
import dev.sluice.app.budget.allocate.SampledCurve;
import dev.sluice.app.budget.allocate.Strategies.Applied;
import dev.sluice.app.budget.allocate.Strategy;
import dev.sluice.app.budget.allocate.TrackRecord;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.Objective;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import dev.sluice.schemas.model.ResponseCard.Roas;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Candidates for a split, and what there is to say of it, by a response model. */
public final class ModelPlanning {
    private static final double UNIT = 1e6;
    /** Without a budget a channel may get so many times what it got at most in training. */
    private static final double REACH = 4;
    /** Curves go a little beyond the largest spend, so that the slope is known there. */
    private static final double ROOM = 1.05;

    /**
     * What the plan is for.
     *
     * @param weeks in which a split is held
     * @param weekByWeek whether there is to be a plan of each week, too
     */
    public record Horizon(int weeks, boolean weekByWeek) {
        /** The most weeks that a plan is made for. */
        public static final int MOST_WEEKS = 13;

        /** A split alone, held as long as advice supposes. */
        public static Horizon held() {
            return new Horizon(ResponseSampling.WEEKS, false);
        }
    }

    private final ResponseModel model;
    private final Horizon horizon;
    private final BudgetPolicy policy;
    private final SpendState start;
    private final HeldSpend held;
    private final SampledResponse nearBest;
    private final List<Candidate> candidates;

    /**
     * Asks the model; it must stay open while plans are made.
     *
     * @param start in the order of the model's channels
     * @throws PlanProblem where policy and model don't go together
     */
    public ModelPlanning(ResponseModel model, BudgetPolicy policy, SpendState start, Horizon horizon)
            throws PlanProblem {
        this.model = model;
        this.horizon = horizon;
        this.policy = policy;
        checkChannels();
        checkOutcome();
        this.start = start;
        this.held = new HeldSpend(model, start, horizon.weeks());
        long[] tops = tops();
        SampledResponse nearCurrent = held.sampled(
                start.channels().stream()
                        .mapToLong(SpendState.Channel::currentMicros)
                        .toArray(),
                tops);
        this.nearBest = held.sampled(best(candidates(new MeanCurves(nearCurrent))), tops);
        this.candidates = candidates(new MeanCurves(nearCurrent, nearBest));
    }

    private List<Candidate> candidates(MeanCurves curves) {
        List<Candidate> found = new ArrayList<>();
        for (int c = 0; c < start.channels().size(); c++) {
            SpendState.Channel channel = start.channels().get(c);
            SampledCurve curve = curves.of(c);
            found.add(new Candidate(channel.name(), curve, channel.currentMicros(), curve.lastSpend()));
        }
        return List.copyOf(found);
    }

    /** About where the best split is: there the model is asked once more, at closer points. */
    private long[] best(List<Candidate> rough) throws PlanProblem {
        try {
            AllocationProblem problem = new PolicyLimits(policy).problem(rough);
            if (Allocator.solve(problem) instanceof AllocationAnswer.Split split) {
                return split.spendMicros().stream().mapToLong(Long::longValue).toArray();
            }
            return new long[rough.size()]; // the limits clash on any curves
        } catch (PolicyLimits.Incomplete e) {
            throw PlanProblem.incomplete("The plan is not complete: " + e.getMessage(), e);
        }
    }

    private void checkChannels() throws PlanProblem {
        List<String> known = model.response().channelNames();
        TreeSet<String> strangers = new TreeSet<>();
        policy.getChannels().forEach(channel -> strangers.add(channel.getChannel()));
        known.forEach(strangers::remove);
        if (!strangers.isEmpty()) {
            throw PlanProblem.impossible("The policy names" + unknown(strangers, known));
        }
    }

    /** What to say of channels that the model does not have. */
    public static String unknown(Collection<String> strangers, Collection<String> known) {
        return " channels that the model knows nothing of: " + String.join(", ", strangers) + "; it has "
                + String.join(", ", known);
    }

    private void checkOutcome() throws PlanProblem {
        Objective objective = policy.getObjective();
        boolean fits = model.isOfCustomers()
                ? objective == Objective.TARGET_CAC || objective == Objective.MAX_REVENUE
                : objective != Objective.TARGET_CAC;
        if (!fits) {
            throw PlanProblem.incomplete("The policy's objective " + objective + " does not go with " + model.name()
                    + ", a model of " + (model.isOfCustomers() ? "new customers" : "revenue"));
        }
    }

    /** The largest spends to ask the model for: what the policy may reach in the plan's weeks. */
    private long[] tops() {
        return start.channels().stream().mapToLong(this::top).toArray();
    }

    private long top(SpendState.Channel channel) {
        Long budget = policy.getWeeklyBudgetMicros().orElse(null);
        double most = budget == null ? REACH * Math.max(seen(channel.name()), channel.currentMicros()) : budget;
        double shifts = Math.pow(1 + policy.getMaxWeeklyShift(), horizon.weeks());
        most = channel.currentMicros() == 0 ? most : Math.min(most, channel.currentMicros() * shifts);
        for (ChannelPolicy own : policy.getChannels()) {
            if (own.getChannel().equals(channel.name())) {
                most = Math.min(most, own.getMaxMicros().orElse(Long.MAX_VALUE));
                most = Math.max(most, own.getMinMicros().orElse(0L));
            }
        }
        double working = Math.max(channel.currentMicros(), channel.mostBeforeMicros());
        return (long) Math.ceil(ROOM * Math.max(UNIT, Math.max(most, working)));
    }

    private double seen(String name) {
        return UNIT
                * model.response().channels().stream()
                        .filter(channel -> channel.name().equals(name))
                        .mapToDouble(channel -> channel.spend().max())
                        .sum();
    }

    public List<Candidate> candidates() {
        return candidates;
    }

    /** What the card knows of the past, where the history says nothing. */
    public TrackRecord past(TrackRecord history) {
        List<@Nullable Double> cac = new ArrayList<>();
        List<@Nullable Double> roas = new ArrayList<>();
        for (int c = 0; c < candidates.size(); c++) {
            Double learned = learned(model.response().channels().get(c));
            Double ownCac = history.cac().get(c);
            Double ownRoas = history.roas().get(c);
            Double learnedCac = learned == null || !model.isOfCustomers() ? null : Double.valueOf(1 / learned);
            cac.add(ownCac == null ? learnedCac : ownCac);
            roas.add(ownRoas == null && !model.isOfCustomers() ? learned : ownRoas);
        }
        return new TrackRecord(history.currentMicros(), cac, roas);
    }

    private static @Nullable Double learned(ResponseChannel channel) {
        Roas roas = channel.roas();
        return roas == null || roas.p50() <= 0 ? null : Double.valueOf(roas.p50());
    }

    /**
     * What the model says.
     *
     * @param total what a week of the plan spends
     */
    ModelReport report(AllocationProblem problem, @Nullable Applied split, long total) throws PlanProblem {
        ModelFigures figures =
                split == null ? null : ModelFigures.of(held, units(split.spendMicros()), start.current());
        HorizonAnswer.Plan plan = horizon.weekByWeek()
                ? new WeekPlanning(held, start, nearBest, policy).plan(problem, candidates, total)
                : null;
        return new ModelReport(model.name(), model.card(), model.response(), start, held.weeks(), figures, plan);
    }

    /**
     * The split that the policy asks for, strategies beside it, and what the model says of it.
     *
     * @param strategies the first that can be followed is recommended
     * @throws PlanProblem where the policy lacks an amount or its limits clash
     */
    public AllocationReport report(List<Strategy> strategies, TrackRecord past) throws PlanProblem {
        return AllocationReport.of(policy, candidates, strategies, past, true).by(this);
    }

    private static double[] units(List<Long> micros) {
        return micros.stream().mapToDouble(each -> each / UNIT).toArray();
    }
}
