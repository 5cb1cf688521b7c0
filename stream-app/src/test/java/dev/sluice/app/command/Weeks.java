package dev.sluice.app.command;

import dev.sluice.event.ChannelWeek;
import dev.sluice.event.ClicksSource;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.WeekStatus;
import java.time.Instant;
import java.time.LocalDate;

/** Channel weeks for the outputs that show them. */
final class Weeks {
    private Weeks() {}

    static ChannelWeek of(String account, String channel, String monday, long spend, long revenue, long customers) {
        return ChannelWeek.newBuilder()
                .setAccount(account)
                .setChannel(channel)
                .setWeek(LocalDate.parse(monday))
                .setCurrency("EUR")
                .setTimeZone("Europe/Berlin")
                .setStatus(WeekStatus.SETTLING)
                .setRevision(12)
                .setAsOf(Instant.parse("2026-03-16T08:00:00.250Z"))
                .setSpendMicros(spend * 1_000_000)
                .setPlatformClicks(spend == 0 ? null : 1_234L)
                .setSeenClicks(1_200)
                .setOrders(40)
                .setRevenueMicros(revenue * 1_000_000)
                .setRefundedMicros(0)
                .setDiscountMicros(0)
                .setNewCustomers(customers)
                .setCohortRevenueMicros(0)
                .setClicksSource(spend == 0 ? ClicksSource.SEEN : ClicksSource.PLATFORM)
                .setConversionsSource(ConversionsFrom.SHOP)
                .setCacMicros(customers == 0 ? null : spend * 1e6 / customers)
                .setRoas(spend == 0 ? null : (double) revenue / spend)
                .build();
    }
}
