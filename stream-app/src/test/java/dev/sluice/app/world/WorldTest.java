package dev.sluice.app.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Predicate<WorldEvent> EVERY = event -> true;
    private static final LocalDate START = LocalDate.of(2024, 11, 4);
    private static final WorldConfig SMALL =
            WorldConfig.startingOn(START).withSize(3, 70).withTraffic(12, 8, 10);

    @Test
    void sameConfigurationGivesTheSameBytes() {
        assertEquals(digest(SMALL, EVERY), digest(SMALL, EVERY));
        assertNotEquals(digest(SMALL, EVERY), digest(SMALL.withSeed(2), EVERY));
    }

    @Test
    void anAccountDoesNotDependOnItsNeighbours() {
        String account = World.of(SMALL).markets().get(1).account();
        Predicate<WorldEvent> ofAccount = event -> account.equals(event.key());
        assertEquals(digest(SMALL.withSize(6, 30), ofAccount), digest(SMALL.withSize(8, 30), ofAccount));
    }

    @Test
    void eventsComeInOrderOfArrivalAndPoliciesFirst() {
        List<WorldEvent> events = history(SMALL);
        for (int i = 1; i < events.size(); i++) {
            assertFalse(events.get(i).arrival().isBefore(events.get(i - 1).arrival()), "event " + i);
        }
        Set<String> zones = new HashSet<>();
        for (WorldEvent event : events.subList(0, 3)) {
            BudgetPolicy policy = assertInstanceOf(BudgetPolicy.class, event.value());
            zones.add(policy.getTimeZone().orElseThrow());
        }
        assertEquals(3, zones.size());
    }

    @Test
    void historyAndLiveAreOneStream() {
        World world = World.of(SMALL.withSize(2, 5));
        EventStream events = world.events();
        List<WorldEvent> joined = new ArrayList<>();
        events.until(world.historyEnd()).forEachRemaining(joined::add);
        assertFalse(events.nextArrival().isBefore(world.historyEnd()));
        Instant later = world.historyEnd().plusSeconds(86_400);
        events.until(later).forEachRemaining(joined::add);
        List<WorldEvent> whole = new ArrayList<>();
        world.events().until(later).forEachRemaining(whole::add);
        assertEquals(whole, joined);
    }

    @Test
    void everyFaultComesAtItsShare() {
        FaultMix mix = new FaultMix(0.05, 0.04, 0.03, 0.06);
        Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
        Map<Fault, Integer> bySpendAndOrders = new EnumMap<>(Fault.class);
        for (WorldEvent event : history(SMALL.withFaults(mix))) {
            counts.merge(event.fault(), 1, Integer::sum);
            if (event.topic() == Topic.AD_SPEND || event.topic() == Topic.ORDERS) {
                bySpendAndOrders.merge(event.fault(), 1, Integer::sum);
            }
        }
        assertEquals(Fault.values().length, counts.size(), "kinds seen: " + counts);
        int duplicates = sum(bySpendAndOrders, fault -> fault == Fault.DUPLICATE);
        int stale = sum(bySpendAndOrders, fault -> fault == Fault.STALE);
        int bad = sum(bySpendAndOrders, Fault::isBad);
        int sent = sum(bySpendAndOrders, fault -> true) - duplicates - stale - bad;
        assertShare(mix.duplicateShare(), duplicates, sent);
        assertShare(mix.staleShare(), stale, sent);
        assertShare(mix.lateShare(), sum(bySpendAndOrders, fault -> fault == Fault.LATE), sent);
        assertShare(mix.badShare(), bad, sent);
    }

    @Test
    void nothingGoesWrongWhereNothingMay() {
        WorldConfig calm = SMALL.withFaults(FaultMix.NONE).withChanges(false, 0, 0);
        for (WorldEvent event : history(calm)) {
            assertEquals(Fault.NONE, event.fault());
            if (event.value() instanceof Order order) {
                assertTrue(order.getStatus() == OrderStatus.PLACED || order.getStatus() == OrderStatus.CHANGED);
            }
        }
    }

    @Test
    void ordersLiveThroughEveryStatus() {
        Map<OrderStatus, Integer> seen = new EnumMap<>(OrderStatus.class);
        Set<String> cancelled = new HashSet<>();
        int placedAgain = 0;
        int clickAfterOrder = 0;
        Set<String> wanted = new HashSet<>();
        for (WorldEvent event : history(SMALL)) {
            if (event.fault().isBad() || event.fault() == Fault.STALE) {
                continue;
            }
            if (event.value() instanceof Order order) {
                seen.merge(order.getStatus(), 1, Integer::sum);
                if (order.getStatus() == OrderStatus.CANCELLED) {
                    cancelled.add(order.getOrderId());
                } else if (cancelled.contains(order.getOrderId()) && order.getRevision() > order.getPlacedAt()) {
                    placedAgain++;
                }
                order.getClickId().ifPresent(wanted::add);
            }
            if (event.value() instanceof ClickBatch batch) {
                for (Click click : batch.getClicks()) {
                    clickAfterOrder += wanted.contains(click.getClickId()) ? 1 : 0;
                }
            }
        }
        assertEquals(OrderStatus.values().length, seen.size(), "seen: " + seen);
        assertTrue(placedAgain > 0, "no order was placed again");
        assertTrue(clickAfterOrder > 0, "no click arrived after its order");
    }

    @Test
    void platformsClaimALittleMoreClicksThanAreSeen() {
        WorldConfig calm = SMALL.withFaults(FaultMix.NONE).withChanges(false, 0, 0);
        long claimed = 0;
        long seen = 0;
        for (WorldEvent event : history(calm)) {
            if (event.value() instanceof SpendReport report
                    && report.getChannel().equals("paid_search")) {
                claimed += report.getClicks().orElseThrow();
            } else if (event.value() instanceof ClickBatch batch) {
                seen += batch.getClicks().stream()
                        .filter(click -> click.getChannel().equals("paid_search"))
                        .count();
            }
        }
        assertTrue(claimed > seen && claimed < seen * 1.15, claimed + " claimed, " + seen + " seen");
    }

    @Test
    void aYearIsSimulatedInBoundedMemory() {
        World world = World.of(WorldConfig.startingOn(START).withSize(2, 730).withTraffic(10, 4, 10));
        EventStream events = world.events();
        int peakEarly = 0;
        int peakLate = 0;
        Instant half = world.historyEnd().minusSeconds(365L * 86_400);
        for (Iterator<WorldEvent> history = events.until(world.historyEnd()); history.hasNext(); ) {
            if (history.next().arrival().isBefore(half)) {
                peakEarly = Math.max(peakEarly, events.waiting());
            } else {
                peakLate = Math.max(peakLate, events.waiting());
            }
        }
        assertTrue(peakLate < 1.25 * peakEarly, peakEarly + " events held in the first year, then " + peakLate);
    }

    @Test
    void ordersFollowTheResponseThatTheMarketStates() {
        WorldConfig calm = SMALL.withSize(1, 120)
                .withTraffic(60, 3, 50)
                .withFaults(FaultMix.NONE)
                .withChanges(false, 0, 0);
        Market market = World.of(calm).markets().getFirst();
        ChannelTruth search = market.channels().getFirst();
        double[] spend = new double[calm.days()];
        for (WorldEvent event : history(calm.withSize(1, calm.days() + 2))) {
            if (event.value() instanceof SpendReport report
                    && report.getChannel().equals(search.channel())) {
                int day = report.getDay() - (int) START.toEpochDay();
                if (day < spend.length) {
                    spend[day] += report.getSpendMicros() / 1e6;
                }
            }
        }
        double expected = 0;
        for (double orders : market.expectedOrders(search, START, search.plannedDailySpend(), spend)) {
            expected += orders;
        }
        long stated = history(calm).stream()
                .filter(event -> event.value() instanceof Order order
                        && order.getRevision() == order.getPlacedAt()
                        && order.getChannel().filter(search.channel()::equals).isPresent())
                .count();
        // 8 % of a channel's first orders name it.
        assertEquals(expected * 0.08, stated, 4 * Math.sqrt(expected * 0.08) + expected * 0.003);
    }

    @Test
    void aBadConfigurationIsRefusedWithEveryFaultNamed() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new WorldConfig(1, 0, START, 0, 0, 0, 0, true, 0.9, 0.9, new FaultMix(2, 0, Double.NaN, -1)));
        for (String name : List.of(
                "accounts",
                "days",
                "ordersPerAccountDay",
                "clicksPerOrder",
                "clicksPerBatch",
                "refundShare and cancelShare",
                "duplicateShare",
                "lateShare",
                "badShare")) {
            assertTrue(refused.toString().contains(name), refused.toString());
        }
    }

    @Test
    void paceTurnsSimulatedTimeIntoWaiting() {
        Instant start = Instant.parse("2025-01-01T00:00:00Z");
        Instant wall = Instant.parse("2026-01-01T00:00:00Z");
        Pace pace = new Pace(start, wall, 3600);
        assertEquals(start.plusSeconds(7200), pace.simulatedAt(wall.plusSeconds(2)));
        assertEquals(500, pace.untilDue(start.plusSeconds(1800), wall).toMillis());
        assertTrue(pace.untilDue(start.minusSeconds(5), wall).isZero());
    }

    private static List<WorldEvent> history(WorldConfig config) {
        List<WorldEvent> events = new ArrayList<>();
        World.of(config).history().forEachRemaining(events::add);
        return events;
    }

    private static int sum(Map<Fault, Integer> counts, Predicate<Fault> which) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Five standard deviations of a binomial, and a little for what arrives after the end. */
    private static void assertShare(double share, int count, int of) {
        double tolerance = 5 * Math.sqrt(share * (1 - share) / of) + share * 0.02;
        assertEquals(share, (double) count / of, tolerance, count + " of " + of);
    }

    private static String digest(WorldConfig config, Predicate<WorldEvent> which) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (WorldEvent event : history(config)) {
                if (!which.test(event)) {
                    continue;
                }
                bytes.reset();
                bytes.writeBytes((event.arrival() + "|" + event.topic() + "|" + event.key() + "|" + event.fault())
                        .getBytes(StandardCharsets.UTF_8));
                event.rawBytes().ifPresent(bytes::writeBytes);
                if (event.value() != null) {
                    write(event.value(), bytes);
                }
                digest.update(bytes.toByteArray());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(SpecificRecord value, ByteArrayOutputStream to) throws IOException {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(to, null);
        new SpecificDatumWriter<SpecificRecord>(value.getSchema()).write(value, encoder);
        encoder.flush();
    }
}
