package dev.sluice.app.api.model;

import dev.sluice.app.api.Problem;
import dev.sluice.app.api.view.Row;
import dev.sluice.app.api.view.Views;
import dev.sluice.app.budget.SpentWeeks;
import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What accounts spent and want, as their topics say: any instance knows it of every account. */
final class ViewedAccounts implements PlanningRoutes.Accounts {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Views views;
    private final ZoneId defaultZone;
    private final InstantSource clock;

    /**
     * Accounts as these views have them.
     *
     * @param defaultZone of weeks, where an account's policy names none
     */
    ViewedAccounts(Views views, ZoneId defaultZone, InstantSource clock) {
        this.views = views;
        this.defaultZone = defaultZone;
        this.clock = clock;
    }

    @Override
    public Optional<SpentWeeks> spent(String account) {
        if (!views.isCaughtUp()) {
            throw Problem.unavailable("The app is still reading what was published before it started", SOON)
                    .toException();
        }
        List<Row<ChannelWeek>> rows = views.metrics().rows(account);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        ZoneId zone = policy(account)
                .flatMap(BudgetPolicy::getTimeZone)
                .map(ZoneId::of)
                .orElse(defaultZone);
        NavigableMap<Integer, SortedMap<String, Long>> spent = new TreeMap<>();
        for (Row<ChannelWeek> row : rows) {
            ChannelWeek week = row.value();
            SortedMap<String, Long> channels =
                    spent.computeIfAbsent((int) week.getWeek().toEpochDay(), any -> new TreeMap<>());
            if (week.getSpendMicros() != 0) {
                channels.put(week.getChannel(), week.getSpendMicros());
            }
        }
        return Optional.of(new Spent(new AccountWeeks(zone).weekOf(clock.millis()), spent));
    }

    @Override
    public Optional<BudgetPolicy> policy(String account) {
        return views.policies().row(account, "").map(Row::value);
    }

    @Override
    public Optional<String> currency(String account) {
        return views.metrics().rows(account).stream()
                .map(row -> row.value().getCurrency())
                .findFirst();
    }

    private record Spent(int openWeek, NavigableMap<Integer, SortedMap<String, Long>> byWeek) implements SpentWeeks {
        @Override
        public NavigableSet<Integer> weeks() {
            return byWeek.navigableKeySet();
        }

        @Override
        public SortedMap<String, Long> spend(int week) {
            return byWeek.getOrDefault(week, Collections.emptySortedMap());
        }
    }
}
