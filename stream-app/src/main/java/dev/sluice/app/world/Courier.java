package dev.sluice.app.world;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Carries one account's records to the topics, with the delays and mishaps of the configured mix. */
final class Courier {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration SHORTLY = Duration.ofSeconds(90);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final Duration THREE_WEEKS = Duration.ofDays(21);

    private final String account;
    private final FaultMix mix;
    private final BadRecords badRecords;
    private final Consumer<WorldEvent> out;

    Courier(String account, String currency, FaultMix mix, Consumer<WorldEvent> out) {
        this.account = account;
        this.mix = mix;
        this.badRecords = new BadRecords(account, currency);
        this.out = out;
    }

    /**
     * Sends a record that was stated at a time (milliseconds since the epoch); true where it will be late.
     */
    boolean send(Topic topic, SpecificRecord value, long statedAt, Fault nature, Chance chance) {
        boolean late = chance.happens(mix.lateShare());
        long delay = late ? chance.longTailMillis(HOUR, THREE_WEEKS) : chance.millis(SOON, SHORTLY);
        sendAt(topic, value, statedAt + delay, late ? Fault.LATE : nature, chance);
        return late;
    }

    /** Sends a record that arrives at a time (milliseconds since the epoch), and what the mix puts beside it. */
    void sendAt(Topic topic, SpecificRecord value, long arrival, Fault fault, Chance chance) {
        emit(topic, value, arrival, fault);
        if (chance.happens(mix.duplicateShare())) {
            emit(topic, value, arrival + chance.longTailMillis(SOON, TWO_DAYS), Fault.DUPLICATE);
        }
        if (topic != Topic.AD_CLICKS && chance.happens(mix.staleShare())) {
            emit(topic, older(value, chance), arrival + chance.longTailMillis(SOON, TWO_DAYS), Fault.STALE);
        }
        if (chance.happens(mix.badShare())) {
            long later = arrival + chance.millis(SOON, SHORTLY);
            out.accept(badRecords.beside(topic, value, Instant.ofEpochMilli(later), chance));
        }
    }

    private void emit(Topic topic, SpecificRecord value, long arrival, Fault fault) {
        out.accept(new WorldEvent(Instant.ofEpochMilli(arrival), topic, account, value, null, fault));
    }

    /** What the sender said a moment before this revision, and got wrong. */
    private static SpecificRecord older(SpecificRecord value, Chance chance) {
        return switch (value) {
            case SpendReport report ->
                SpendReport.newBuilder(report)
                        .setRevision(report.getRevision() - 1)
                        .setSpendMicros(AdDesk.cents(report.getSpendMicros() / 1e6 * chance.between(0.5, 1)))
                        .build();
            case Order order ->
                Order.newBuilder(order)
                        .setRevision(order.getRevision() - 1)
                        .setStatus(
                                order.getStatus() == OrderStatus.CREDIT_NOTE
                                        ? OrderStatus.CREDIT_NOTE
                                        : OrderStatus.PLACED)
                        .setRefundedMicros(
                                order.getStatus() == OrderStatus.CREDIT_NOTE ? order.getRefundedMicros() / 2 : 0)
                        .build();
            case BudgetPolicy policy ->
                BudgetPolicy.newBuilder(policy)
                        .setRevision(policy.getRevision() - 1)
                        .build();
            default -> throw new IllegalArgumentException("has no revision: " + value.getSchema());
        };
    }
}
