package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.allocate.AllocationAnswer;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.Allocator;
import java.util.function.Function;

/**
 * Decides which move of money is advised, if any. A function of its request: the same request gives the same advice.
 *
 * <p>The allocator proposes plans, the posterior's draws judge them, and the verifier has the last word. Advice acts only
 * where the probability of a gain reaches the policy's confidence; the steps are those of decision 019.
 */
public final class Advisor {
    private final Plans plans;
    private final AdviceSettings settings;

    public Advisor(AdviceSettings settings) {
        this(Allocator::solve, settings);
    }

    /** With another allocator, be it a bad one: what it says is judged and verified all the same. */
    Advisor(Function<AllocationProblem, AllocationAnswer> allocate, AdviceSettings settings) {
        this.plans = new Plans(allocate);
        this.settings = settings;
    }

    /** Advice for one account; conflicts and doubts are answers, too. */
    public Advice advise(AdviceRequest request) {
        AdviceDraft draft = new AdviceDraft(request, settings);
        return switch (Gates.pass(request, settings)) {
            case Gates.Passage.Closed(Gates.Stop stop) -> draft.hold(stop);
            case Gates.Passage.Open(Gates.Ready ready) ->
                switch (draft.limits()) {
                    case SpendLimits.Conflict(String sentence) ->
                        draft.hold(new Gates.Stop(Reason.INFEASIBLE, sentence));
                    case SpendLimits.Within limits -> new Deliberation(draft, ready, limits, settings).decide(plans);
                };
        };
    }
}
