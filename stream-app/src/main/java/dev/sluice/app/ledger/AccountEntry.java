package dev.sluice.app.ledger;

import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.domain.Book;
import dev.sluice.app.domain.Tally;
import dev.sluice.app.intake.EventKind;
import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An account's settings and books. */
public final class AccountEntry {
    /** Revision of the policy in force; meaningless while {@link #hasPolicy} is false. */
    long policyRevision;

    boolean hasPolicy;
    private @Nullable String zone;
    private int settlingDays = -1;
    private boolean conversionsFromPlatform;
    /** ISO 4217 code, set by the policy or by the first money that counts; then fixed as soon as money counts. */
    @Nullable
    String currency;

    boolean moneyCounts;
    /** Epoch day up to which spend reports may be forgotten; none are while it is the least int. */
    int spendGoneTo = Integer.MIN_VALUE;

    /** Millisecond up to which orders may be forgotten. */
    long ordersGoneTo = Long.MIN_VALUE;

    /** Millisecond up to which clicks may be forgotten. */
    long clicksGoneTo = Long.MIN_VALUE;

    /** Number of bookings so far, and the number when the books were last published. */
    long events;

    public long publishedEvents;

    final SeenOffsets seen = new SeenOffsets();
    private final Book spend = new Book();
    private final Book revenue = new Book();
    private final Map<EventKind, Tally> tallies = new EnumMap<>(EventKind.class);

    AccountEntry() {
        for (EventKind kind : EventKind.values()) {
            tallies.put(kind, new Tally());
        }
    }

    /** What the policy says, and the defaults where it says nothing. */
    public AccountSettings settings(AccountSettings defaults) {
        return new AccountSettings(
                zone == null ? defaults.zone() : ZoneId.of(zone),
                settlingDays < 0 ? defaults.settlingDays() : settlingDays,
                conversionsFromPlatform);
    }

    void set(@Nullable String newZone, int newSettlingDays, boolean fromPlatform) {
        zone = newZone;
        settlingDays = newSettlingDays;
        conversionsFromPlatform = fromPlatform;
    }

    /** ISO 4217 code; empty while the account has neither money nor a policy that names one. */
    public String currency() {
        return currency == null ? "" : currency;
    }

    public long events() {
        return events;
    }

    /** How far the inputs are read as far as this account's records show: next offset by topic-partition, in its order. */
    public SortedMap<String, Long> seenOffsets() {
        return seen.byPartition();
    }

    public Book spend() {
        return spend;
    }

    public Book revenue() {
        return revenue;
    }

    /** The counts of one kind of event. */
    public Tally tally(EventKind kind) {
        return Objects.requireNonNull(tallies.get(kind));
    }

    /** How it is stored. */
    public static final StateCodec<AccountEntry> CODEC = new StateCodec<>() {
        @Override
        public void write(AccountEntry e, StateWriter out) {
            out.writeByte(2);
            out.writeBoolean(e.hasPolicy);
            out.writeLong(e.policyRevision);
            out.writeNullable(e.zone);
            out.writeInt(e.settlingDays);
            out.writeBoolean(e.conversionsFromPlatform);
            out.writeNullable(e.currency);
            out.writeBoolean(e.moneyCounts);
            out.writeInt(e.spendGoneTo);
            out.writeLong(e.ordersGoneTo);
            out.writeLong(e.clicksGoneTo);
            out.writeLong(e.events);
            out.writeLong(e.publishedEvents);
            write(e.spend, out);
            write(e.revenue, out);
            for (EventKind kind : EventKind.values()) {
                Tally t = e.tally(kind);
                out.writeLong(t.received);
                out.writeLong(t.accepted);
                out.writeLong(t.duplicate);
                out.writeLong(t.stale);
                out.writeLong(t.rejected);
            }
            e.seen.write(out);
        }

        private void write(Book book, StateWriter out) {
            out.writeLong(book.received);
            out.writeLong(book.counted);
            out.writeLong(book.duplicate);
            out.writeLong(book.stale);
            out.writeLong(book.superseded);
            out.writeLong(book.rejected);
        }

        @Override
        public AccountEntry read(StateReader in) {
            int version = in.readVersion(2, "account");
            AccountEntry e = new AccountEntry();
            e.hasPolicy = in.readBoolean();
            e.policyRevision = in.readLong();
            e.zone = in.readNullable();
            e.settlingDays = in.readInt();
            e.conversionsFromPlatform = in.readBoolean();
            e.currency = in.readNullable();
            e.moneyCounts = in.readBoolean();
            e.spendGoneTo = in.readInt();
            e.ordersGoneTo = in.readLong();
            e.clicksGoneTo = in.readLong();
            e.events = in.readLong();
            e.publishedEvents = in.readLong();
            read(e.spend, in);
            read(e.revenue, in);
            for (EventKind kind : EventKind.values()) {
                Tally t = e.tally(kind);
                t.received = in.readLong();
                t.accepted = in.readLong();
                t.duplicate = in.readLong();
                t.stale = in.readLong();
                t.rejected = in.readLong();
            }
            if (version > 1) {
                e.seen.read(in);
            }
            return e;
        }

        private void read(Book book, StateReader in) {
            book.received = in.readLong();
            book.counted = in.readLong();
            book.duplicate = in.readLong();
            book.stale = in.readLong();
            book.superseded = in.readLong();
            book.rejected = in.readLong();
        }
    };
}
