package dev.sluice.app.budget;

import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An account's advice: the one that stands, those whose weeks have begun and are yet to settle, and the sums over those
 * that have.
 */
final class AdviceEntry {
    /** Advice whose week has begun, and what its last judgement added to the sums; null before the first. */
    record Followed(StandingAdvice advice, @Nullable FollowUpTotals judged) {}

    @Nullable
    StandingAdvice standing;

    /** By week, as the epoch day of its Monday. */
    final TreeMap<Integer, Followed> followed = new TreeMap<>();

    FollowUpTotals settled = FollowUpTotals.NONE;

    /** Settled weeks, and those that were judged once while they still settle: each week once. */
    FollowUpTotals totals() {
        FollowUpTotals sum = settled;
        for (Followed week : followed.values()) {
            if (week.judged != null) {
                sum = sum.plus(week.judged);
            }
        }
        return sum;
    }

    static final StateCodec<AdviceEntry> CODEC = new StateCodec<>() {
        @Override
        public void write(AdviceEntry e, StateWriter out) {
            out.writeByte(1);
            out.writeBoolean(e.standing != null);
            if (e.standing != null) {
                StandingAdvice.write(e.standing, out);
            }
            out.writeInt(e.followed.size());
            e.followed.forEach((week, followed) -> {
                out.writeInt(week);
                StandingAdvice.write(followed.advice, out);
                out.writeBoolean(followed.judged != null);
                if (followed.judged != null) {
                    followed.judged.write(out);
                }
            });
            e.settled.write(out);
        }

        @Override
        public AdviceEntry read(StateReader in) {
            in.expectVersion(1, "advice");
            AdviceEntry e = new AdviceEntry();
            e.standing = in.readBoolean() ? StandingAdvice.read(in) : null;
            for (int n = in.readInt(); n > 0; n--) {
                int week = in.readInt();
                StandingAdvice advice = StandingAdvice.read(in);
                e.followed.put(week, new Followed(advice, in.readBoolean() ? FollowUpTotals.read(in) : null));
            }
            e.settled = FollowUpTotals.read(in);
            return e;
        }
    };
}
