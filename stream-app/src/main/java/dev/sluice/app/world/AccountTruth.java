package dev.sluice.app.world;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The final state of every entity of one account, and the books of what arrived under its key. */
final class AccountTruth {
    private record SpendKey(String channel, String campaign, Optional<String> adGroup, int day) {}

    private final Map<SpendKey, SpendReport> spend = new HashMap<>();
    private final Map<String, Order> orders = new HashMap<>();
    private final Map<String, Click> clicks = new HashMap<>();
    private final Map<String, BudgetPolicy> policies = new HashMap<>();
    private final Tally spendTally = new Tally();
    private final Tally orderTally = new Tally();
    private final Tally clickTally = new Tally();
    private final Tally policyTally = new Tally();

    void add(SpendReport report) {
        SpendKey key =
                new SpendKey(report.getChannel(), report.getCampaignId(), report.getAdGroupId(), report.getDay());
        SpendReport known = spend.get(key);
        int newer = known == null ? 1 : Long.compare(report.getRevision(), known.getRevision());
        book(spendTally, newer, report.getSpendMicros(), known == null ? 0 : known.getSpendMicros());
        if (newer > 0) {
            spend.put(key, report);
        }
    }

    void add(Order order) {
        Order known = orders.get(order.getOrderId());
        int newer = known == null ? 1 : Long.compare(order.getRevision(), known.getRevision());
        book(orderTally, newer, Truth.revenue(order), known == null ? 0 : Truth.revenue(known));
        if (newer > 0) {
            orders.put(order.getOrderId(), order);
        }
    }

    void add(BudgetPolicy policy) {
        BudgetPolicy known = policies.get(policy.getAccount());
        int newer = known == null ? 1 : Long.compare(policy.getRevision(), known.getRevision());
        book(policyTally, newer, 0, 0);
        if (newer > 0) {
            policies.put(policy.getAccount(), policy);
        }
    }

    void add(ClickBatch batch) {
        for (Click click : batch.getClicks()) {
            book(clickTally, clicks.putIfAbsent(click.getClickId(), click) == null ? 1 : 0, 0, 0);
        }
    }

    private static void book(Tally tally, int newer, long micros, long knownMicros) {
        if (newer > 0) {
            tally.accept(micros);
            tally.supersede(knownMicros);
        } else if (newer == 0) {
            tally.duplicate(micros);
        } else {
            tally.stale(micros);
        }
    }

    void reject(WorldEvent event) {
        switch (event.value()) {
            case SpendReport report -> spendTally.reject(1, report.getSpendMicros());
            case Order order -> orderTally.reject(1, Truth.revenue(order));
            case ClickBatch batch -> clickTally.reject(batch.getClicks().size(), 0);
            case BudgetPolicy policy -> policyTally.reject(1, 0);
            case null, default -> rejectUnread(event);
        }
    }

    private void rejectUnread(WorldEvent event) {
        switch (event.topic()) {
            case AD_SPEND -> spendTally.reject(1, 0);
            case ORDERS -> orderTally.reject(1, 0);
            case AD_CLICKS -> clickTally.reject(1, 0);
            default -> policyTally.reject(1, 0);
        }
    }

    Books books() {
        return new Books(
                spendTally.counts(),
                clickTally.counts(),
                orderTally.counts(),
                policyTally.counts(),
                spendTally.money(),
                orderTally.money());
    }

    /** Names each channel-week and what one entity adds to it. */
    void channelWeeks(BiConsumer<Truth.ChannelWeekKey, WeekTruth> sums) {
        AttributionTruth attribution = new AttributionTruth(clicks.values());
        for (SpendReport report : spend.values()) {
            sums.accept(key(report.getChannel(), LocalDate.ofEpochDay(report.getDay())), WeekTruth.of(report));
        }
        for (Click click : clicks.values()) {
            sums.accept(key(click.getChannel(), dayOf(click.getClickedAt())), WeekTruth.ofClick());
        }
        for (Order order : orders.values()) {
            if (Truth.counts(order)) {
                sums.accept(key(attribution.channel(order), dayOf(order.getPlacedAt())), WeekTruth.of(order));
            }
        }
        for (List<Order> ofCustomer : countingByCustomer().values()) {
            List<Order> standing = ofCustomer.stream().filter(Truth::stands).toList();
            if (standing.isEmpty()) {
                continue;
            }
            Order first = standing.stream()
                    .min(Comparator.comparingLong(Order::getPlacedAt).thenComparing(Order::getOrderId))
                    .orElseThrow();
            long revenue = ofCustomer.stream().mapToLong(Truth::revenue).sum();
            sums.accept(key(attribution.channel(first), dayOf(first.getPlacedAt())), WeekTruth.ofNewCustomer(revenue));
        }
    }

    long standingOrders() {
        return orders.values().stream().filter(Truth::stands).count();
    }

    private Map<String, List<Order>> countingByCustomer() {
        return orders.values().stream()
                .filter(order -> order.getStatus() != OrderStatus.CANCELLED
                        && order.getCustomerId().isPresent())
                .collect(Collectors.groupingBy(order -> order.getCustomerId().orElseThrow()));
    }

    private Truth.ChannelWeekKey key(String channel, LocalDate day) {
        String account = policies.keySet().iterator().next();
        return new Truth.ChannelWeekKey(account, channel, day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    private LocalDate dayOf(long millis) {
        BudgetPolicy policy = policies.values().iterator().next();
        ZoneId zone = ZoneId.of(policy.getTimeZone().orElse("UTC"));
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }
}
