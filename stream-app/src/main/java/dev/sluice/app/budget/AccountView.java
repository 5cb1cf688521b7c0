package dev.sluice.app.budget;

import dev.sluice.app.board.AccountHistory;
import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.domain.WeekPhase;
import dev.sluice.event.BudgetPolicy;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that advice for an account may go by at a moment: what was counted, the policy, the week it is. Two views of the same
 * state in the same week give the same advice.
 *
 * @param currency ISO 4217 code, empty where none is known yet
 * @param now milliseconds since the epoch; only its week and the phases of weeks go into advice
 * @param seenOffsets next offset of each input partition, as far as the account's own records show
 */
record AccountView(
        String account,
        String currency,
        Optional<BudgetPolicy> policy,
        AccountSettings settings,
        AccountWeeks calendar,
        AccountHistory history,
        long now,
        SortedMap<String, Long> seenOffsets)
        implements SpentWeeks {

    /** The week that runs, as the epoch day of its Monday. */
    @Override
    public int openWeek() {
        return calendar.weekOf(now);
    }

    /** Today, as an epoch day. */
    int today() {
        return (int)
                Instant.ofEpochMilli(now).atZone(calendar.zone()).toLocalDate().toEpochDay();
    }

    /** Days of the open week that are still to come; today is not among them. */
    int daysLeft() {
        return openWeek() + 6 - today();
    }

    @Override
    public NavigableSet<Integer> weeks() {
        return history.weeks().navigableKeySet();
    }

    /** Complete weeks, from the first with any spend. */
    int completeWeeks() {
        for (int week : history.weeks().headMap(openWeek(), false).keySet()) {
            if (!spend(week).isEmpty()) {
                return (openWeek() - week) / 7;
            }
        }
        return 0;
    }

    /** What each channel spent in a week, in micros; channels without spend are not among them. */
    @Override
    public SortedMap<String, Long> spend(int week) {
        TreeMap<String, Long> spend = new TreeMap<>();
        AccountHistory.Week found = history.weeks().get(week);
        if (found != null) {
            found.channels().forEach((channel, totals) -> {
                if (totals.spendMicros != 0) {
                    spend.put(channel, totals.spendMicros);
                }
            });
        }
        return Collections.unmodifiableSortedMap(spend);
    }

    /** Revenue of a week over all orders of the account, in micros; the platforms' claims where the account counts those. */
    long revenueMicros(int week) {
        AccountHistory.Week found = history.weeks().get(week);
        long sum = 0;
        if (found != null) {
            for (ChannelTotals totals : found.channels().values()) {
                sum += settings.conversionsFromPlatform()
                        ? totals.platformConversionsValueMicros
                        : totals.revenueMicros;
            }
        }
        return sum;
    }

    /** Revision of a week; 0 while it has none. */
    long revision(int week) {
        AccountHistory.Week found = history.weeks().get(week);
        return found == null ? 0 : found.revision();
    }

    /** Changes whenever a complete week does. */
    long completeRevision() {
        return history.weeks().headMap(openWeek(), false).values().stream()
                .mapToLong(AccountHistory.Week::revision)
                .sum();
    }

    WeekPhase phase(int week) {
        return WeekPhase.of(week, calendar, settings.settlingDays(), now);
    }

    /** The newest statement among the weeks up to the open one, milliseconds since the epoch; 0 where there is none. */
    long asOf() {
        return history.weeks().headMap(openWeek(), true).values().stream()
                .mapToLong(AccountHistory.Week::asOf)
                .max()
                .orElse(0);
    }
}
