package dev.sluice.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.domain.Outcome;
import dev.sluice.app.intake.EventKind;
import dev.sluice.app.intake.Origin;
import dev.sluice.app.state.RoundTrip;
import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Objective;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
    private static final AccountSettings DEFAULTS = new AccountSettings(ZoneOffset.UTC, 28, false);

    private final Random random = new Random(11);

    @Test
    void anyOrderComesBackAsItWas() {
        for (int i = 0; i < 5_000; i++) {
            OrderEntry order = Entries.order(random);
            assertThat(RoundTrip.of(OrderEntry.CODEC, order)).isEqualTo(order);
        }
    }

    @Test
    void anySpendReportComesBackAsItWas() {
        for (int i = 0; i < 5_000; i++) {
            SpendEntry spend = new SpendEntry(
                    Entries.number(random),
                    Entries.number(random),
                    Entries.number(random),
                    Entries.number(random),
                    Entries.number(random),
                    Entries.number(random),
                    random.nextInt());
            assertThat(RoundTrip.of(SpendEntry.CODEC, spend)).isEqualTo(spend);
        }
    }

    @Test
    void anyClickVisitorAndCustomerComesBackAsItWas() {
        for (int i = 0; i < 500; i++) {
            ClickEntry click = new ClickEntry();
            click.seen = random.nextBoolean();
            click.clickedAt = Entries.number(random);
            click.channel = Entries.text(random);
            click.heardOn = random.nextInt(30_000);
            VisitorEntry visitor = new VisitorEntry();
            visitor.heardOn = random.nextInt(30_000);
            CustomerEntry customer = new CustomerEntry();
            for (int n = random.nextInt(10); n > 0; n--) {
                click.orders.add(Entries.text(random));
                visitor.orders.add(Entries.text(random));
                visitor.add(new VisitorEntry.Visit(Entries.number(random), Entries.text(random), Entries.text(random)));
                customer.set("o" + n, Entries.order(random));
            }
            assertComesBack(ClickEntry.CODEC, click);
            assertComesBack(VisitorEntry.CODEC, visitor);
            assertComesBack(CustomerEntry.CODEC, customer);
        }
    }

    @Test
    void anAccountComesBackWithItsSettingsAndBooks() {
        AccountEntry account = new AccountEntry();
        assertComesBack(AccountEntry.CODEC, account);
        account.hasPolicy = true;
        account.policyRevision = 7;
        account.set("Asia/Tokyo", 14, true);
        account.currency = "JPY";
        account.moneyCounts = true;
        account.spendGoneTo = 19_000;
        account.ordersGoneTo = 1_700_000_000_000L;
        account.clicksGoneTo = Long.MAX_VALUE;
        account.events = 99;
        account.publishedEvents = 98;
        account.spend().accept(100, 0);
        account.spend().accept(90, 100);
        account.spend().stale(5);
        account.revenue().reject(-3);
        account.revenue().duplicate(4);
        account.tally(EventKind.CLICK).book(Outcome.DUPLICATE, 12);
        AccountEntry back = RoundTrip.of(AccountEntry.CODEC, account);
        assertComesBack(AccountEntry.CODEC, account);
        assertThat(back.settings(DEFAULTS)).isEqualTo(new AccountSettings(ZoneId.of("Asia/Tokyo"), 14, true));
        assertThat(back.currency()).isEqualTo("JPY");
        assertThat(back.spend()).usingRecursiveComparison().isEqualTo(account.spend());
        assertThat(back.revenue()).usingRecursiveComparison().isEqualTo(account.revenue());
        assertThat(back.spend().difference()).isZero();
        assertThat(back.tally(EventKind.CLICK).duplicate).isEqualTo(12);
        assertThat(back.events() - back.publishedEvents).isEqualTo(1);
    }

    @Test
    void aPolicyComesBackAsItWasSet() {
        BudgetPolicy least = BudgetPolicy.newBuilder()
                .setAccount("a")
                .setRevision(-3)
                .setUpdatedAt(1)
                .build();
        BudgetPolicy full = BudgetPolicy.newBuilder(least)
                .setTimeZone("Asia/Tokyo")
                .setCurrency("JPY")
                .setSettlingDays(0)
                .setConversionsFrom(ConversionsFrom.PLATFORM)
                .setObjective(Objective.TARGET_CAC)
                .setWeeklyBudgetMicros(Long.MAX_VALUE)
                .setTargetRoas(0.1)
                .setTargetCacMicros(7L)
                .setMargin(1.0)
                .setMaxWeeklyShift(0)
                .setStepMicros(1)
                .setMinConfidence(0.999)
                .setExplorationShare(0.01)
                .setChannels(List.of(
                        new ChannelPolicy("tv", 1L, null, false), new ChannelPolicy("\u00fcber", null, 0L, true)))
                .build();
        assertThat(RoundTrip.of(PolicyCodec.CODEC, least)).isEqualTo(least);
        assertThat(RoundTrip.of(PolicyCodec.CODEC, full)).isEqualTo(full);
    }

    @Test
    void anAccountRemembersHowFarEachOfItsPartitionsWasRead() {
        AccountEntry account = new AccountEntry();
        account.seen.add(origin("orders", 1, 7));
        account.seen.add(origin("orders", 1, 5));
        account.seen.add(origin("orders", 0, 2));
        account.seen.add(origin("ad-spend", 1, 0));
        assertComesBack(AccountEntry.CODEC, account);
        assertThat(RoundTrip.of(AccountEntry.CODEC, account).seenOffsets())
                .containsExactly(Map.entry("ad-spend-1", 1L), Map.entry("orders-0", 3L), Map.entry("orders-1", 8L));
    }

    private static Origin origin(String topic, int partition, long offset) {
        return new Origin(topic, partition, offset, 0, null, null, new RecordHeaders());
    }

    @Test
    void anAccountWithoutAPolicyTakesTheDefaults() {
        AccountEntry account = new AccountEntry();
        assertThat(account.settings(DEFAULTS)).isEqualTo(DEFAULTS);
        assertThat(account.currency()).isEmpty();
        account.set(null, 0, false);
        assertThat(account.settings(DEFAULTS).settlingDays())
                .as("0 days is a choice, not an absence")
                .isZero();
        assertThat(account.settings(DEFAULTS).zone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void aFormatOfANewerBuildIsRefusedWithWordsThatSayWhatToDo() {
        StateCodec<OrderEntry> newer = new StateCodec<>() {
            @Override
            public void write(OrderEntry value, StateWriter out) {
                out.writeByte(99);
            }

            @Override
            public OrderEntry read(StateReader in) {
                return OrderEntry.CODEC.read(in);
            }
        };
        assertThatThrownBy(() -> RoundTrip.of(newer, Entries.order(random)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("order")
                .hasMessageContaining("format 99")
                .hasMessageContaining("newer build");
    }

    /** These entries are mutable and have no equality: the same bytes say the same. */
    private static <V> void assertComesBack(StateCodec<V> codec, V value) {
        byte[] stored = RoundTrip.bytes(codec, value);
        assertThat(RoundTrip.bytes(codec, RoundTrip.of(codec, value))).isEqualTo(stored);
        assertThat(RoundTrip.of(codec, value)).usingRecursiveComparison().isEqualTo(value);
    }
}
