package dev.sluice.app.ledger;

import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one click id: the click once it was seen, and the orders that name it, which may arrive first.
 */
final class ClickEntry {
    boolean seen;
    long clickedAt;
    String channel = "";
    /** Epoch day of the wall clock on which the click, or an order that names it, was last heard of. */
    int heardOn;
    /** Ids of orders that name this click and have no channel of their own. */
    final List<String> orders = new ArrayList<>(0);

    static final StateCodec<ClickEntry> CODEC = new StateCodec<>() {
        @Override
        public void write(ClickEntry e, StateWriter out) {
            out.writeByte(1);
            out.writeBoolean(e.seen);
            out.writeLong(e.clickedAt);
            out.writeString(e.channel);
            out.writeInt(e.heardOn);
            VisitorEntry.writeIds(e.orders, out);
        }

        @Override
        public ClickEntry read(StateReader in) {
            in.expectVersion(1, "click");
            ClickEntry e = new ClickEntry();
            e.seen = in.readBoolean();
            e.clickedAt = in.readLong();
            e.channel = in.readString();
            e.heardOn = in.readInt();
            VisitorEntry.readIds(in, e.orders);
            return e;
        }
    };
}
