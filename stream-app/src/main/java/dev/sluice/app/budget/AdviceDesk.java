package dev.sluice.app.budget;

import dev.sluice.app.ops.BudgetMeters;
import dev.sluice.app.state.WriteBackStore;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.Decision;
import java.util.Objects;

/**
 * Publishes advice and what became of it. While events flow, advice goes out when it says something else than the one
 * that stands; at rest, when its bytes differ at all: so the advice that stands in the end is a function of the account's
 * state alone, by whatever way it came there.
 */
final class AdviceDesk {
    /** Where records go. */
    interface Outlet {
        /** To the topic of standing advice. */
        void recommend(BudgetRecommendation advice);

        /** To the history. */
        void record(BudgetRecommendation advice);
    }

    private final WriteBackStore<AdviceEntry> store;
    private final BudgetMeters meters;
    private final AdviceTotals totals;
    private final Outlet outlet;

    AdviceDesk(WriteBackStore<AdviceEntry> store, BudgetMeters meters, AdviceTotals totals, Outlet outlet) {
        this.store = store;
        this.meters = meters;
        this.totals = totals;
        this.outlet = outlet;
    }

    /**
     * Takes new advice for an account.
     *
     * @param rests whether nothing of the account changed since it was last looked at
     */
    void take(AccountView view, Advised advised, boolean rests) {
        AdviceEntry entry = Objects.requireNonNullElseGet(store.get(view.account()), AdviceEntry::new);
        BudgetRecommendation advice = advised.record();
        StandingAdvice next = StandingAdvice.of(advice);
        StandingAdvice last = entry.standing;
        boolean differs = last == null || last.content() != next.content();
        if (!differs || !(rests || advised.isNews(last))) {
            return;
        }
        entry.standing = next;
        store.put(view.account(), entry);
        outlet.recommend(advice);
        meters.published(advice.getDecision().name(), advice.getReasonCode(), view.now());
        // A refreshed figure beside the same plan is no new advice.
        if (last == null || !last.id().equals(next.id())) {
            outlet.record(advice);
        }
        totals.set(view.account(), entry);
    }

    /** Follows what was advised for weeks that have begun, and judges those that can be. */
    void follow(AccountView view, Counterfactual counterfactual, boolean rests) {
        AdviceEntry entry = store.get(view.account());
        if (entry == null) {
            return;
        }
        boolean changed = FollowUps.begin(entry, view.openWeek());
        if (rests) {
            for (int week : FollowUps.due(entry, view)) {
                outlet.record(FollowUps.judge(entry, week, view, counterfactual));
                changed = true;
            }
        }
        if (changed) {
            store.put(view.account(), entry);
            totals.set(view.account(), entry);
        }
    }

    /** Whether an account's advice moves money. */
    static boolean acts(AdviceEntry entry) {
        return entry.standing != null && entry.standing.decision() == Decision.ACT;
    }
}
