package dev.sluice.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.ledger.OrderEntry.Standing;
import dev.sluice.app.state.RoundTrip;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CustomerEntryTest {
    private static final long MONDAY = Instant.parse("2026-03-09T00:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000L;
    private static final int WEEK = (int) LocalDate.parse("2026-03-09").toEpochDay();

    private final AccountWeeks weeks = new AccountWeeks(ZoneOffset.UTC);
    private final CustomerEntry customer = new CustomerEntry();

    @Test
    void theEarliestStandingOrderMakesTheCustomer() {
        customer.set("b", Entries.order(Standing.STANDS, MONDAY + 8 * DAY, 20, 0, "email"));
        assertNewIn(WEEK + 7, "email", 20);
        customer.set("a", Entries.order(Standing.STANDS, MONDAY, 10, 0, "meta"));
        assertNewIn(WEEK, "meta", 30);
        customer.set("a", Entries.order(Standing.CANCELLED, MONDAY, 10, 0, "meta"));
        assertNewIn(WEEK + 7, "email", 20);
        customer.set("a", Entries.order(Standing.STANDS, MONDAY, 12, 2, "meta"));
        assertNewIn(WEEK, "meta", 30);
    }

    @Test
    void aCreditNoteLowersRevenueButAcquiresNobody() {
        customer.set("credit", Entries.order(Standing.CREDIT, MONDAY, 0, 5, "direct"));
        assertThat(customer.acquisition()).isNull();
        assertThat(customer.acquiredIn(weeks)).isNull();
        assertThat(customer.isEmpty()).isFalse();
        customer.set("a", Entries.order(Standing.STANDS, MONDAY + DAY, 20, 0, "meta"));
        assertNewIn(WEEK, "meta", 15);
    }

    @Test
    void ofTwoOrdersAtTheSameMomentTheLesserIdIsFirst() {
        customer.set("b", Entries.order(Standing.STANDS, MONDAY, 1, 0, "email"));
        customer.set("a", Entries.order(Standing.STANDS, MONDAY, 1, 0, "meta"));
        assertNewIn(WEEK, "meta", 2);
    }

    @Test
    void whenTheLastOrderIsGoneNothingIsLeft() {
        customer.set("a", Entries.order(Standing.STANDS, MONDAY, 10, 0, "meta"));
        customer.remove("unknown");
        assertThat(customer.isEmpty()).isFalse();
        customer.remove("a");
        assertThat(customer.isEmpty()).isTrue();
        Change change = new Change("acme", 0);
        customer.contribute(weeks, change, 1);
        change.forEachDelta((week, channel, delta) -> {
            throw new AssertionError("no delta is due");
        });
    }

    @Test
    void theOrderOfArrivalLeavesNoTrace() {
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            Map<String, OrderEntry> orders = new TreeMap<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                Standing standing = Standing.values()[random.nextInt(3)];
                orders.put("o" + i, Entries.order(standing, random.nextInt(5), random.nextInt(100), 0, "c" + i));
            }
            byte[] expected = bytesOf(new ArrayList<>(orders.keySet()), orders, random, false);
            List<String> shuffled = new ArrayList<>(orders.keySet());
            Collections.shuffle(shuffled, random);
            assertThat(bytesOf(shuffled, orders, random, true)).isEqualTo(expected);
        }
    }

    private static byte[] bytesOf(List<String> ids, Map<String, OrderEntry> orders, Random random, boolean detours) {
        CustomerEntry customer = new CustomerEntry();
        for (String id : ids) {
            if (detours) {
                customer.set(id, Entries.order(Standing.STANDS, random.nextInt(5), random.nextInt(100), 0, "other"));
            }
            OrderEntry order = orders.get(id);
            if (order != null) {
                customer.set(id, order);
            }
        }
        return RoundTrip.bytes(CustomerEntry.CODEC, customer);
    }

    private void assertNewIn(int week, String channel, long cohortRevenue) {
        assertThat(customer.acquiredIn(weeks)).isEqualTo(week);
        Change change = new Change("acme", 0);
        customer.contribute(weeks, change, 1);
        List<String> seen = new ArrayList<>();
        change.forEachDelta((inWeek, inChannel, delta) ->
                seen.add(inWeek + " " + inChannel + " " + delta.newCustomers + " " + delta.cohortRevenueMicros));
        assertThat(seen).containsExactly(week + " " + channel + " 1 " + cohortRevenue);
        customer.contribute(weeks, change, -1);
        ChannelTotals back = change.at(week, channel);
        assertThat(back).usingRecursiveComparison().isEqualTo(new ChannelTotals());
    }
}
