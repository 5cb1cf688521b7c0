package dev.sluice.app.budget;

import dev.sluice.app.ops.BudgetMeters;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;

/**
 * Sums over followed weeks.
 *
 * @param weeks weeks followed
 * @param acts those with the advice to ACT
 * @param taken those of them where at least half of the shift was made
 * @param predicted weeks with a prediction
 * @param hits those of them whose revenue lay in the predicted interval
 * @param advisedUplift what the advice would have brought, over ACT weeks with a counterfactual, in currency units
 * @param capturedUplift what was made of it
 */
record FollowUpTotals(
        long weeks, long acts, long taken, long predicted, long hits, double advisedUplift, double capturedUplift) {
    static final FollowUpTotals NONE = new FollowUpTotals(0, 0, 0, 0, 0, 0, 0);

    FollowUpTotals plus(FollowUpTotals more) {
        return new FollowUpTotals(
                weeks + more.weeks,
                acts + more.acts,
                taken + more.taken,
                predicted + more.predicted,
                hits + more.hits,
                advisedUplift + more.advisedUplift,
                capturedUplift + more.capturedUplift);
    }

    dev.sluice.event.FollowUpTotals record() {
        return new dev.sluice.event.FollowUpTotals(
                weeks, acts, taken, predicted, hits, advisedUplift, capturedUplift, advisedUplift - capturedUplift);
    }

    BudgetMeters.Track track() {
        return new BudgetMeters.Track(weeks, acts, taken, predicted, hits, advisedUplift, capturedUplift);
    }

    void write(StateWriter out) {
        out.writeLong(weeks);
        out.writeLong(acts);
        out.writeLong(taken);
        out.writeLong(predicted);
        out.writeLong(hits);
        out.writeDouble(advisedUplift);
        out.writeDouble(capturedUplift);
    }

    static FollowUpTotals read(StateReader in) {
        return new FollowUpTotals(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble());
    }
}
