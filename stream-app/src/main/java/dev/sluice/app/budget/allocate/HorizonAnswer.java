package dev.sluice.app.budget.allocate;

import java.util.List;

/** What the horizon planner says. */
public sealed interface HorizonAnswer {
    /**
     * A plan that keeps every limit in every week.
     *
     * <p>Responses count all weeks of the horizon, and after it as many as carry-over lasts, in which the flat plan's spend
     * goes on; so the last weeks are not starved because their effect comes later.
     *
     * @param spendMicros by week, and in it by channel in the problem's order
     * @param flatMicros by channel: the best split that is held in all weeks
     * @param response what the plan brings; not below flatResponse
     * @param flatResponse what the flat plan brings
     * @param upperBound no plan that keeps the limits brings more than this, by a concave relaxation;
     *     infinite where the first week's limits leave no room to compute one
     */
    record Plan(
            List<List<Long>> spendMicros,
            List<Long> flatMicros,
            double response,
            double flatResponse,
            double upperBound)
            implements HorizonAnswer {
        public Plan {
            spendMicros = spendMicros.stream().map(List::copyOf).toList();
            flatMicros = List.copyOf(flatMicros);
        }
    }

    /** Not even one split held in all weeks keeps all limits; the conflict names those that clash. */
    record Infeasible(String conflict) implements HorizonAnswer {}
}
