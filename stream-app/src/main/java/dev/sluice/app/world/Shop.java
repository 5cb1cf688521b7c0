package dev.sluice.app.world;

import dev.sluice.event.Click;
import dev.sluice.event.Order;
import dev.sluice.event.OrderItem;
import dev.sluice.event.OrderStatus;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account's shop: its customers, the orders they place, and what becomes of those orders. */
final class Shop {
    private static final double GUEST_SHARE = 0.04;
    private static final double SECOND_TOUCH_SHARE = 0.15;
    private static final double MAX_REPEATS_PER_DAY = 0.008;

    private record Customer(String id, String visitor, ChannelTruth wonBy) {}

    private final WorldConfig config;
    private final Market market;
    private final Courier courier;
    private final Traffic traffic;
    private final OrderTraces traces = new OrderTraces();
    private final List<Customer> customers = new ArrayList<>();
    private final int rememberedCustomers;

    private String dayName = "";
    private int orderCount;

    Shop(WorldConfig config, Market market, Courier courier, Traffic traffic) {
        this.config = config;
        this.market = market;
        this.courier = courier;
        this.traffic = traffic;
        this.rememberedCustomers = (int) Math.clamp(50 * config.ordersPerAccountDay(), 100, 5_000);
    }

    /**
     * Takes a day's orders.
     *
     * @param expected expected orders of new customers by channel
     */
    void trade(long epochDay, double[] expected, Chance chance) {
        dayName = Long.toString(epochDay, Character.MAX_RADIX);
        orderCount = 0;
        int before = customers.size();
        for (int i = 0; i < expected.length; i++) {
            int orders = chance.poisson(expected[i]);
            for (int n = 0; n < orders; n++) {
                firstOrder(i, chance);
            }
        }
        // Thinning: draw at the highest rate there is, keep each with its own rate's share.
        int visits = before == 0 ? 0 : chance.poisson(before * MAX_REPEATS_PER_DAY);
        for (int n = 0; n < visits; n++) {
            Customer customer = customers.get(chance.below(before));
            if (chance.happens(customer.wonBy.repeatsPerDay() / MAX_REPEATS_PER_DAY)) {
                repeatOrder(customer, traffic.anyTime(chance), chance);
            }
        }
    }

    private void firstOrder(int channelIndex, Chance chance) {
        ChannelTruth channel = market.channels().get(channelIndex);
        List<Click> clicks = traffic.clicks(channelIndex);
        Click click = clicks.isEmpty() ? null : chance.oneOf(clicks);
        long placedAt = click == null ? traffic.anyTime(chance) : click.getClickedAt() + hesitation(chance);
        Order.Builder order = order(channel, placedAt, chance);
        if (click != null) {
            traces.ofClick(order, channel.channel(), click, chance);
            if (chance.happens(SECOND_TOUCH_SHARE)) {
                traffic.touchAgain(click, placedAt, chance);
            }
            if (chance.happens(config.faults().lateShare())) {
                traffic.hold(click, placedAt, chance);
            }
        } else {
            traces.withoutClick(order, channel.channel(), chance);
        }
        Customer customer = chance.happens(GUEST_SHARE) ? null : customer(channel, click);
        order.setCustomerId(customer == null ? null : customer.id);
        boolean late = fulfil(order.build(), chance);
        if (late && customer != null && chance.happens(0.5)) {
            // The later order arrives first: whoever was called new by it must give the customer back.
            repeatOrder(customer, placedAt + chance.millis(Duration.ofMinutes(5), Duration.ofDays(1)), chance);
        }
    }

    private void repeatOrder(Customer customer, long placedAt, Chance chance) {
        Order.Builder order = order(customer.wonBy, placedAt, chance).setCustomerId(customer.id);
        traces.ofReturning(order, customer.visitor, chance);
        fulfil(order.build(), chance);
    }

    /** Most decide within two hours, a few only after the look-back of 30 days. */
    private static long hesitation(Chance chance) {
        double roll = chance.uniform();
        if (roll < 0.7) {
            return chance.millis(Duration.ofMinutes(1), Duration.ofHours(2));
        }
        if (roll < 0.9) {
            return chance.millis(Duration.ofHours(2), Duration.ofDays(1));
        }
        return chance.millis(Duration.ofDays(1), roll < 0.98 ? Duration.ofDays(20) : Duration.ofDays(40));
    }

    private Customer customer(ChannelTruth channel, @Nullable Click click) {
        String id = "k." + dayName + '.' + orderCount;
        String visitor = click == null ? "v." + id : click.getVisitorId().orElse("v." + id);
        Customer customer = new Customer(id, visitor, channel);
        if (customers.size() < rememberedCustomers) {
            customers.add(customer);
        } else {
            customers.set((int) Math.floorMod(id.hashCode() * 31L, rememberedCustomers), customer);
        }
        return customer;
    }

    private Order.Builder order(ChannelTruth channel, long placedAt, Chance chance) {
        long total = Math.max(10_000, AdDesk.cents(channel.orderValue() * chance.noise(0.5)));
        return Order.newBuilder()
                .setAccount(market.account())
                .setOrderId("o." + dayName + '.' + orderCount++)
                .setRevision(placedAt)
                .setStatus(OrderStatus.PLACED)
                .setPlacedAt(placedAt)
                .setUpdatedAt(placedAt)
                .setCurrency(market.currency())
                .setTotalMicros(total)
                .setRefundedMicros(0)
                .setDiscountMicros(chance.happens(0.2) ? total / 10 : 0)
                .setItems(
                        chance.happens(0.5)
                                ? List.of(new OrderItem("sku-" + chance.below(500), null, 1L, total))
                                : List.of());
    }

    /** Sends an order and the revisions of its life; true where the first one will be late. */
    private boolean fulfil(Order placed, Chance chance) {
        boolean late = courier.send(Topic.ORDERS, placed, placed.getUpdatedAt(), Fault.NONE, chance);
        Order now = placed;
        if (chance.happens(0.08)) {
            long total = Math.max(10_000, AdDesk.cents(placed.getTotalMicros() / 1e6 * chance.between(0.7, 1.2)));
            now = revise(now, OrderStatus.CHANGED, total, 0, Duration.ofMinutes(5), Duration.ofHours(3), chance);
        }
        double fate = chance.uniform();
        if (fate < config.refundShare()) {
            refund(now, chance);
        } else if (fate < config.refundShare() + config.cancelShare()) {
            cancel(now, chance);
        }
        if (chance.happens(config.refundShare() / 3)) {
            creditNote(placed, chance);
        }
        return late;
    }

    private void refund(Order order, Chance chance) {
        long total = order.getTotalMicros();
        Order now = order;
        boolean inFull = chance.happens(0.4);
        if (!inFull) {
            long part = Math.max(10_000, AdDesk.cents(total / 1e6 * chance.between(0.1, 0.7)));
            now = revise(
                    now, OrderStatus.PARTLY_REFUNDED, total, part, Duration.ofDays(2), Duration.ofDays(30), chance);
        }
        if (inFull || chance.happens(0.2)) {
            revise(now, OrderStatus.REFUNDED, total, total, Duration.ofDays(2), Duration.ofDays(30), chance);
        }
    }

    private void cancel(Order order, Chance chance) {
        long total = order.getTotalMicros();
        Order cancelled =
                revise(order, OrderStatus.CANCELLED, total, 0, Duration.ofHours(1), Duration.ofDays(3), chance);
        if (chance.happens(1 / 6.0)) {
            revise(cancelled, OrderStatus.PLACED, total, 0, Duration.ofHours(1), Duration.ofDays(3), chance);
        }
    }

    private Order revise(
            Order from,
            OrderStatus status,
            long total,
            long refunded,
            Duration notBefore,
            Duration notAfter,
            Chance chance) {
        long updatedAt = from.getUpdatedAt() + chance.millis(notBefore, notAfter);
        Order revised = Order.newBuilder(from)
                .setStatus(status)
                .setTotalMicros(total)
                .setRefundedMicros(refunded)
                .setRevision(updatedAt)
                .setUpdatedAt(updatedAt)
                .build();
        courier.send(Topic.ORDERS, revised, updatedAt, Fault.NONE, chance);
        return revised;
    }

    /** A refund document that names no order. It keeps the order's traces, so it finds the same channel if it can. */
    private void creditNote(Order order, Chance chance) {
        long at = order.getPlacedAt() + chance.millis(Duration.ofDays(1), Duration.ofDays(20));
        Order note = Order.newBuilder(order)
                .setOrderId("cn." + order.getOrderId())
                .setStatus(OrderStatus.CREDIT_NOTE)
                .setPlacedAt(at)
                .setUpdatedAt(at)
                .setRevision(at)
                .setTotalMicros(0)
                .setRefundedMicros(Math.max(10_000, AdDesk.cents(order.getTotalMicros() / 4e6)))
                .setDiscountMicros(0)
                .setItems(List.of())
                .build();
        courier.send(Topic.ORDERS, note, at, Fault.NONE, chance);
    }
}
