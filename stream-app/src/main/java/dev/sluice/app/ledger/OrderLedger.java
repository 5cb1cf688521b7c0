package dev.sluice.app.ledger;

import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.domain.Book;
import dev.sluice.app.domain.Outcome;
import dev.sluice.app.state.WriteBackStore;
import dev.sluice.event.Click;
import dev.sluice.event.Order;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the latest truth of orders, customers and clicks, and attributes orders by last touch: the order's own
 * channel, else its click's, else that of the visitor's last click within the look-back, else the UTM rules', else
 * {@value #DIRECT}. An order and its click may arrive in either order; the later one attributes.
 */
final class OrderLedger {
    static final String DIRECT = "direct";

    private final WriteBackStore<OrderEntry> orders;
    private final WriteBackStore<ClickEntry> clicks;
    private final WriteBackStore<VisitorEntry> visitors;
    private final WriteBackStore<CustomerEntry> customers;
    private final long lookbackMillis;

    OrderLedger(
            WriteBackStore<OrderEntry> orders,
            WriteBackStore<ClickEntry> clicks,
            WriteBackStore<VisitorEntry> visitors,
            WriteBackStore<CustomerEntry> customers,
            long lookbackMillis) {
        this.orders = orders;
        this.clicks = clicks;
        this.visitors = visitors;
        this.customers = customers;
        this.lookbackMillis = lookbackMillis;
    }

    /**
     * Applies a revision of an order.
     *
     * @param today epoch day of the wall clock
     */
    Outcome apply(String account, Order order, int today, AccountWeeks weeks, Book book, Change change) {
        String key = Keys.of(account, order.getOrderId());
        OrderEntry known = orders.get(key);
        OrderEntry next = OrderEntry.of(order, today);
        Outcome outcome = Outcome.ofRevision(known != null, known == null ? 0 : known.revision(), next.revision());
        switch (outcome) {
            case NEW, REPLACED -> {
                book.accept(next.revenueMicros(), known == null ? 0 : known.revenueMicros());
                replace(account, order, known, next, weeks, change);
            }
            case DUPLICATE -> book.duplicate(next.revenueMicros());
            case STALE -> book.stale(next.revenueMicros());
            case REJECTED -> throw new IllegalStateException("intake keeps rejected orders back");
        }
        return outcome;
    }

    private void replace(
            String account,
            Order order,
            @Nullable OrderEntry known,
            OrderEntry unattributed,
            AccountWeeks weeks,
            Change change) {
        String id = order.getOrderId();
        reindex(account, id, known, unattributed);
        // A known order follows its clicks as they come; asking again could only miss one that is forgotten by now.
        OrderEntry next = unattributed.attributedTo(
                known != null && known.hasTracesOf(unattributed) ? known.channel() : channelOf(account, unattributed));
        int week = weeks.weekOf(next.placedAt());
        if (known != null) {
            int oldWeek = weeks.weekOf(known.placedAt());
            known.contribute(change.at(oldWeek, known.channel()), -1);
            if (oldWeek != week) {
                change.touch(oldWeek, order.getUpdatedAt());
            }
            if (known.customerId() != null && !known.customerId().equals(next.customerId())) {
                changeCustomer(account, known.customerId(), id, null, weeks, change, true);
            }
        }
        next.contribute(change.at(week, next.channel()), 1);
        change.touch(week, order.getUpdatedAt());
        if (next.customerId() != null) {
            changeCustomer(account, next.customerId(), id, next, weeks, change, true);
        }
        orders.put(Keys.of(account, id), next);
    }

    /**
     * Applies a click that intake found valid.
     *
     * @return DUPLICATE for a click id that was seen, else NEW
     */
    Outcome apply(String account, Click click, int today, AccountWeeks weeks, Change change) {
        String key = Keys.of(account, click.getClickId());
        ClickEntry entry = clicks.get(key);
        if (entry != null && entry.seen) {
            return Outcome.DUPLICATE;
        }
        if (entry == null) {
            entry = new ClickEntry();
        }
        entry.seen = true;
        entry.heardOn = today;
        entry.clickedAt = click.getClickedAt();
        entry.channel = click.getChannel();
        clicks.put(key, entry);

        int week = weeks.weekOf(entry.clickedAt);
        change.at(week, entry.channel).seenClicks++;
        change.touchReach(week, weeks.weekOf(entry.clickedAt + lookbackMillis), entry.clickedAt);

        reattribute(account, entry.orders, weeks, change);
        String visitor = click.getVisitorId().orElse(null);
        if (visitor != null) {
            String visitorKey = Keys.of(account, visitor);
            VisitorEntry visits = Objects.requireNonNullElseGet(visitors.get(visitorKey), VisitorEntry::new);
            visits.heardOn = today;
            visits.add(new VisitorEntry.Visit(entry.clickedAt, click.getClickId(), entry.channel));
            visitors.put(visitorKey, visits);
            reattribute(account, visits.orders, weeks, change);
        }
        return Outcome.NEW;
    }

    private void reattribute(String account, List<String> orderIds, AccountWeeks weeks, Change change) {
        for (String id : List.copyOf(orderIds)) {
            OrderEntry order = orders.get(Keys.of(account, id));
            if (order == null) {
                continue;
            }
            String channel = channelOf(account, order);
            if (!channel.equals(order.channel())) {
                int week = weeks.weekOf(order.placedAt());
                order.contribute(change.at(week, order.channel()), -1);
                OrderEntry next = order.attributedTo(channel);
                next.contribute(change.at(week, channel), 1);
                orders.put(Keys.of(account, id), next);
                if (next.customerId() != null) {
                    changeCustomer(account, next.customerId(), id, next, weeks, change, false);
                }
            }
        }
    }

    private String channelOf(String account, OrderEntry order) {
        if (order.ownChannel() != null) {
            return order.ownChannel();
        }
        if (order.clickId() != null) {
            ClickEntry click = clicks.get(Keys.of(account, order.clickId()));
            if (click != null
                    && click.seen
                    && click.clickedAt <= order.placedAt()
                    && order.placedAt() - click.clickedAt <= lookbackMillis) {
                return click.channel;
            }
        }
        if (order.visitorId() != null) {
            VisitorEntry visitor = visitors.get(Keys.of(account, order.visitorId()));
            VisitorEntry.Visit last = visitor == null ? null : visitor.lastBefore(order.placedAt(), lookbackMillis);
            if (last != null) {
                return last.channel();
            }
        }
        return Objects.requireNonNullElse(UtmRules.channelOf(order.utmSource(), order.utmMedium()), DIRECT);
    }

    /**
     * Sets or (with null) removes an order of a customer. An accepted order raises the revision of the week its
     * customer was and is new in; a re-attribution does not, because its click has raised the order's week already.
     */
    private void changeCustomer(
            String account,
            String customerId,
            String orderId,
            @Nullable OrderEntry order,
            AccountWeeks weeks,
            Change change,
            boolean touches) {
        String key = Keys.of(account, customerId);
        CustomerEntry customer = Objects.requireNonNullElseGet(customers.get(key), CustomerEntry::new);
        customer.contribute(weeks, change, -1);
        Integer before = customer.acquiredIn(weeks);
        if (order == null) {
            customer.remove(orderId);
        } else {
            customer.set(orderId, order);
        }
        customer.contribute(weeks, change, 1);
        Integer after = customer.acquiredIn(weeks);
        if (touches && before != null) {
            change.touch(before, 0);
        }
        if (touches && after != null && !after.equals(before)) {
            change.touch(after, 0);
        }
        if (customer.isEmpty()) {
            customers.remove(key);
        } else {
            customers.put(key, customer);
        }
    }

    /** Keeps the lists by which a later click finds its orders. */
    private void reindex(String account, String orderId, @Nullable OrderEntry known, OrderEntry next) {
        String oldClick = known == null || known.ownChannel() != null ? null : known.clickId();
        String newClick = next.ownChannel() != null ? null : next.clickId();
        if (!Objects.equals(oldClick, newClick)) {
            if (oldClick != null) {
                index(clicks, Keys.of(account, oldClick), new ClickEntry(), e -> e.orders.remove(orderId));
            }
            if (newClick != null) {
                index(clicks, Keys.of(account, newClick), new ClickEntry(), e -> {
                    e.orders.add(orderId);
                    e.heardOn = next.heardOn();
                });
            }
        }
        String oldVisitor = known == null || known.ownChannel() != null ? null : known.visitorId();
        String newVisitor = next.ownChannel() != null ? null : next.visitorId();
        if (!Objects.equals(oldVisitor, newVisitor)) {
            if (oldVisitor != null) {
                index(visitors, Keys.of(account, oldVisitor), new VisitorEntry(), e -> e.orders.remove(orderId));
            }
            if (newVisitor != null) {
                index(visitors, Keys.of(account, newVisitor), new VisitorEntry(), e -> {
                    e.orders.add(orderId);
                    e.heardOn = next.heardOn();
                });
            }
        }
    }

    private static <V> void index(WriteBackStore<V> store, String key, V otherwise, Consumer<V> change) {
        V value = store.get(key);
        V entry = value == null ? otherwise : value;
        change.accept(entry);
        store.put(key, entry);
    }

    /** Moves all clicks, orders and customers of an account from the weeks of one time zone to those of another. */
    void rezone(String account, AccountWeeks from, AccountWeeks to, Change change) {
        String prefix = Keys.prefix(account);
        clicks.forEach(prefix, (key, click) -> {
            if (click.seen && from.weekOf(click.clickedAt) != to.weekOf(click.clickedAt)) {
                change.at(from.weekOf(click.clickedAt), click.channel).seenClicks--;
                change.at(to.weekOf(click.clickedAt), click.channel).seenClicks++;
                touchBoth(from, to, click.clickedAt, change);
            }
        });
        orders.forEach(prefix, (key, order) -> {
            if (from.weekOf(order.placedAt()) != to.weekOf(order.placedAt())) {
                order.contribute(change.at(from.weekOf(order.placedAt()), order.channel()), -1);
                order.contribute(change.at(to.weekOf(order.placedAt()), order.channel()), 1);
                touchBoth(from, to, order.placedAt(), change);
            }
        });
        customers.forEach(prefix, (key, customer) -> {
            customer.contribute(from, change, -1);
            customer.contribute(to, change, 1);
        });
    }

    private static void touchBoth(AccountWeeks from, AccountWeeks to, long millis, Change change) {
        change.touch(from.weekOf(millis), 0);
        change.touch(to.weekOf(millis), millis);
    }
}
