package dev.sluice.bench.swap;

import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Topic;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records that each raise one figure of one channel-week by one: an order, a click, or a currency unit spent. So the
 * figure itself says which of them have arrived. Sent by one thread and seen by another.
 */
final class MeasuredRecords {
    private static final long UNIT = 1_000_000;

    /** Which figure it is. */
    enum Figure {
        ORDERS(Topic.ORDERS),
        CLICKS(Topic.AD_CLICKS),
        SPEND(Topic.AD_SPEND);

        final Topic topic;

        Figure(Topic topic) {
            this.topic = topic;
        }

        long of(ChannelWeek row) {
            return switch (this) {
                case ORDERS -> row.getOrders();
                case CLICKS -> row.getSeenClicks();
                case SPEND -> row.getSpendMicros() / UNIT;
            };
        }
    }

    private record Sent(long nanos, Delays phase) {}

    private final String account;
    private final String channel;
    private final String currency;
    private final int day;
    private final Instant at;
    private final Figure figure;
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private long seen;

    /**
     * Records of one figure.
     *
     * @param row any row of the account and channel
     * @param day epoch day of their moment, in the account's time zone
     * @param base what the figure is without them
     */
    MeasuredRecords(ChannelWeek row, int day, Instant at, Figure figure, long base) {
        this.account = row.getAccount();
        this.channel = row.getChannel();
        this.currency = row.getCurrency();
        this.day = day;
        this.at = at;
        this.figure = figure;
        this.seen = base;
    }

    Topic topic() {
        return figure.topic;
    }

    String account() {
        return account;
    }

    /** The next record to send; its delay counts from now. */
    synchronized SpecificRecord next(long number, Delays phase) {
        String id = "load-" + number;
        underWay.addLast(new Sent(System.nanoTime(), phase));
        return switch (figure) {
            case ORDERS -> order(id);
            case CLICKS -> new ClickBatch(account, List.of(new Click(id, channel, null, null, at.toEpochMilli())));
            case SPEND -> spend(id);
        };
    }

    private Order order(String id) {
        return Order.newBuilder()
                .setAccount(account)
                .setOrderId(id)
                .setRevision(1)
                .setStatus(OrderStatus.PLACED)
                .setCustomerId(id)
                .setPlacedAt(at.toEpochMilli())
                .setUpdatedAt(at.toEpochMilli())
                .setCurrency(currency)
                .setTotalMicros(UNIT)
                .setChannel(channel)
                .build();
    }

    private SpendReport spend(String id) {
        return SpendReport.newBuilder()
                .setAccount(account)
                .setChannel(channel)
                .setCampaignId(id)
                .setDay(day)
                .setSpendMicros(UNIT)
                .setCurrency(currency)
                .setRevision(1)
                .setReportedAt(at.toEpochMilli())
                .build();
    }

    /** Takes a row that was published. */
    synchronized void see(ChannelWeek row, long nanos) {
        for (long now = figure.of(row); seen < now; seen++) {
            Sent sent = underWay.pollFirst();
            if (sent == null) {
                throw new IllegalStateException(figure + " of " + account + "/" + channel + " were counted twice");
            }
            sent.phase.add((nanos - sent.nanos) / 1e6);
        }
    }

    /** Records that were sent and not seen yet. */
    synchronized int missing() {
        return underWay.size();
    }
}
