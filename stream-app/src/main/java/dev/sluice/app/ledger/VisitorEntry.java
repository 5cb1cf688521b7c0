package dev.sluice.app.ledger;

import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one visitor: the clicks, and the orders that may be attributed to one of them. */
final class VisitorEntry {
    /** More clicks of one visitor than this are a robot's; the earliest are let go, whatever order they arrive in. */
    static final int MAX_CLICKS = 1_000;

    /** One click of the visitor. */
    record Visit(long clickedAt, String clickId, String channel) {
        static final Comparator<Visit> ORDER =
                Comparator.comparingLong(Visit::clickedAt).thenComparing(Visit::clickId);
    }

    /** Epoch day of the wall clock on which the visitor was last heard of. */
    int heardOn;

    /** In the order of {@link Visit#ORDER}. */
    private final List<Visit> visits = new ArrayList<>(2);
    /** Ids of orders that name this visitor and have no channel of their own. */
    final List<String> orders = new ArrayList<>(0);

    void add(Visit visit) {
        int at = visits.size();
        while (at > 0 && Visit.ORDER.compare(visits.get(at - 1), visit) > 0) {
            at--;
        }
        visits.add(at, visit);
        if (visits.size() > MAX_CLICKS) {
            visits.removeFirst();
        }
    }

    /** The last click at or before a moment and not older than the look-back; of two at the same moment, the greater id. */
    @Nullable
    Visit lastBefore(long placedAt, long lookbackMillis) {
        for (int i = visits.size() - 1; i >= 0; i--) {
            Visit visit = visits.get(i);
            if (visit.clickedAt() <= placedAt) {
                return placedAt - visit.clickedAt() <= lookbackMillis ? visit : null;
            }
        }
        return null;
    }

    static void writeIds(List<String> ids, StateWriter out) {
        out.writeInt(ids.size());
        ids.forEach(out::writeString);
    }

    static void readIds(StateReader in, List<String> into) {
        for (int n = in.readInt(); n > 0; n--) {
            into.add(in.readString());
        }
    }

    static final StateCodec<VisitorEntry> CODEC = new StateCodec<>() {
        @Override
        public void write(VisitorEntry e, StateWriter out) {
            out.writeByte(1);
            out.writeInt(e.heardOn);
            out.writeInt(e.visits.size());
            for (Visit visit : e.visits) {
                out.writeLong(visit.clickedAt());
                out.writeString(visit.clickId());
                out.writeString(visit.channel());
            }
            writeIds(e.orders, out);
        }

        @Override
        public VisitorEntry read(StateReader in) {
            in.expectVersion(1, "visitor");
            VisitorEntry e = new VisitorEntry();
            e.heardOn = in.readInt();
            for (int n = in.readInt(); n > 0; n--) {
                e.visits.add(new Visit(in.readLong(), in.readString(), in.readString()));
            }
            readIds(in, e.orders);
            return e;
        }
    };
}
