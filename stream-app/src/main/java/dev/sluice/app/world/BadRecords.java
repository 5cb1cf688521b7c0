package dev.sluice.app.world;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Falsifies good records. A bad record keeps the identity of the good one and claims a higher revision, so that a
 * reader that lets it in visibly counts wrong.
 */
final class BadRecords {
    /** Without a missing key: a broker itself refuses a record without a key on a compacted topic. */
    private static final List<Fault> OF_POLICIES =
            List.of(Fault.EMPTY_VALUE, Fault.BAD_MAGIC, Fault.UNKNOWN_SCHEMA, Fault.KEY_MISMATCH);

    private static final List<Fault> OF_CLICKS = List.of(
            Fault.EMPTY_VALUE,
            Fault.BAD_MAGIC,
            Fault.UNKNOWN_SCHEMA,
            Fault.MISSING_KEY,
            Fault.KEY_MISMATCH,
            Fault.TIME_OUT_OF_RANGE,
            Fault.FUTURE_TIME,
            Fault.EMPTY_ID);
    private static final List<Fault> OF_SPEND = List.of(
            Fault.EMPTY_VALUE,
            Fault.BAD_MAGIC,
            Fault.UNKNOWN_SCHEMA,
            Fault.MISSING_KEY,
            Fault.KEY_MISMATCH,
            Fault.TIME_OUT_OF_RANGE,
            Fault.FUTURE_TIME,
            Fault.EMPTY_ID,
            Fault.NEGATIVE_AMOUNT,
            Fault.UNKNOWN_CURRENCY,
            Fault.WRONG_CURRENCY);
    private static final List<Fault> OF_ORDERS = List.of(
            Fault.EMPTY_VALUE,
            Fault.BAD_MAGIC,
            Fault.UNKNOWN_SCHEMA,
            Fault.MISSING_KEY,
            Fault.KEY_MISMATCH,
            Fault.TIME_OUT_OF_RANGE,
            Fault.FUTURE_TIME,
            Fault.EMPTY_ID,
            Fault.NEGATIVE_AMOUNT,
            Fault.REFUND_ABOVE_TOTAL,
            Fault.UNKNOWN_CURRENCY,
            Fault.WRONG_CURRENCY);

    private static final int FUTURE_DAYS = 30 * 365;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int DAY_IN_1970 = 20;

    private final String account;
    private final String currency;

    BadRecords(String account, String currency) {
        this.account = account;
        this.currency = currency;
    }

    /** The faults that a record of this topic can have. */
    static List<Fault> faultsOf(Topic topic) {
        return switch (topic) {
            case AD_SPEND -> OF_SPEND;
            case AD_CLICKS -> OF_CLICKS;
            case ORDERS -> OF_ORDERS;
            default -> OF_POLICIES;
        };
    }

    WorldEvent beside(Topic topic, SpecificRecord good, Instant arrival, Chance chance) {
        Fault fault = chance.oneOf(faultsOf(topic));
        return switch (fault) {
            case EMPTY_VALUE -> raw(topic, arrival, fault, new byte[0]);
            case BAD_MAGIC ->
                raw(topic, arrival, fault, ("{\"account\":\"" + account + "\"}").getBytes(StandardCharsets.UTF_8));
            case UNKNOWN_SCHEMA -> raw(topic, arrival, fault, new byte[] {0, 0x7F, -1, -1, -1, 2, 'x', 0});
            case MISSING_KEY -> new WorldEvent(arrival, topic, null, good, null, fault);
            default -> new WorldEvent(arrival, topic, account, falsified(good, fault), null, fault);
        };
    }

    private WorldEvent raw(Topic topic, Instant arrival, Fault fault, byte[] bytes) {
        return new WorldEvent(arrival, topic, account, null, ByteBuffer.wrap(bytes), fault);
    }

    private SpecificRecord falsified(SpecificRecord good, Fault fault) {
        return switch (good) {
            case SpendReport report -> spend(report, fault);
            case Order order -> order(order, fault);
            case ClickBatch batch -> clicks(batch, fault);
            case BudgetPolicy policy ->
                BudgetPolicy.newBuilder(policy).setAccount(account + "-other").build();
            default -> throw new IllegalArgumentException("no such input: " + good.getSchema());
        };
    }

    private SpendReport spend(SpendReport good, Fault fault) {
        SpendReport.Builder bad = SpendReport.newBuilder(good).setRevision(good.getRevision() + 1);
        switch (fault) {
            case KEY_MISMATCH -> bad.setAccount(account + "-other");
            case TIME_OUT_OF_RANGE -> bad.setDay(DAY_IN_1970);
            case FUTURE_TIME -> bad.setDay(good.getDay() + FUTURE_DAYS);
            case EMPTY_ID -> bad.setChannel("");
            case NEGATIVE_AMOUNT -> bad.setSpendMicros(-1 - good.getSpendMicros());
            case UNKNOWN_CURRENCY -> bad.setCurrency("ZZZ");
            case WRONG_CURRENCY -> bad.setCurrency(otherCurrency());
            default -> throw new IllegalArgumentException("not a fault of spend: " + fault);
        }
        return bad.build();
    }

    private Order order(Order good, Fault fault) {
        Order.Builder bad = Order.newBuilder(good).setRevision(good.getRevision() + 1);
        switch (fault) {
            case KEY_MISMATCH -> bad.setAccount(account + "-other");
            case TIME_OUT_OF_RANGE -> bad.setPlacedAt(good.getPlacedAt() / 1000);
            case FUTURE_TIME -> bad.setPlacedAt(good.getPlacedAt() + FUTURE_DAYS * DAY_MILLIS);
            case EMPTY_ID -> bad.setOrderId("");
            case NEGATIVE_AMOUNT ->
                bad.setTotalMicros(-1 - good.getTotalMicros()).setRefundedMicros(0);
            case REFUND_ABOVE_TOTAL -> standing(bad).setRefundedMicros(good.getTotalMicros() + 1);
            case UNKNOWN_CURRENCY -> bad.setCurrency("ZZZ");
            case WRONG_CURRENCY -> bad.setCurrency(otherCurrency());
            default -> throw new IllegalArgumentException("not a fault of orders: " + fault);
        }
        return bad.build();
    }

    /** A credit note may pay back any amount; only an order that stands can pay back too much. */
    private static Order.Builder standing(Order.Builder order) {
        return order.setStatus(OrderStatus.PARTLY_REFUNDED);
    }

    private ClickBatch clicks(ClickBatch good, Fault fault) {
        if (fault == Fault.KEY_MISMATCH) {
            return new ClickBatch(account + "-other", good.getClicks());
        }
        Click click = good.getClicks().getFirst();
        Click.Builder bad = Click.newBuilder(click).setClickId(click.getClickId() + ".bad");
        switch (fault) {
            case TIME_OUT_OF_RANGE -> bad.setClickedAt(click.getClickedAt() / 1000);
            case FUTURE_TIME -> bad.setClickedAt(click.getClickedAt() + FUTURE_DAYS * DAY_MILLIS);
            case EMPTY_ID -> bad.setClickId("");
            default -> throw new IllegalArgumentException("not a fault of clicks: " + fault);
        }
        return new ClickBatch(account, List.of(bad.build()));
    }

    private String otherCurrency() {
        return currency.equals("CHF") ? "USD" : "CHF";
    }
}
