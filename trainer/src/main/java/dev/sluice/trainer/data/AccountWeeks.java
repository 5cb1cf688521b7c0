package dev.sluice.trainer.data;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An account's complete weeks, from the channel-weeks that the app publishes: the outcome of all channels together, the
 * spend of each that was ever paid for. A week that still runs is left out; a channel without a record in a week had
 * neither spend nor outcome in it.
 *
 * @param weeks Mondays, 7 days apart
 * @param outcome [week], all channels together
 * @param channels those with spend, by name
 * @param spend [channel][week], currency units
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AccountWeeks(
        String account,
        String currency,
        List<LocalDate> weeks,
        double[] outcome,
        List<String> channels,
        double[][] spend) {
    private static final double MICROS = 1e6;
    private static final String RUNNING = "OPEN";

    /** What is predicted. */
    public enum Outcome {
        /** Revenue of the week, currency units. */
        REVENUE("revenue_micros", MICROS),
        /** Customers whose first order fell in the week. */
        NEW_CUSTOMERS("new_customers", 1);

        private final String column;
        private final double unit;

        Outcome(String column, double unit) {
            this.column = column;
            this.unit = unit;
        }
    }

    public AccountWeeks {
        weeks = List.copyOf(weeks);
        channels = List.copyOf(channels);
    }

    private record Week(LocalDate week, String channel, double outcome, double spend) {}

    /**
     * All accounts of the topic's table, by name; the last record of each key.
     *
     * @param wanted the accounts to take; empty for all
     * @throws TableException where the table is no such one, or a wanted account is not in it
     */
    public static List<AccountWeeks> of(Table table, Set<String> wanted, Outcome outcome) throws TableException {
        @Nullable String[] accounts = table.categories("account").values();
        @Nullable String[] channels = table.categories("channel").values();
        @Nullable String[] status = table.categories("status").values();
        @Nullable String[] currencies = table.categories("currency").values();
        long[] days = table.dates("week").days();
        double[] outcomes = table.numbers(outcome.column).values();
        double[] spend = table.numbers("spend_micros").values();
        SortedMap<String, List<Week>> byAccount = new TreeMap<>();
        SortedMap<String, String> currency = new TreeMap<>();
        for (int row = 0; row < table.size(); row++) {
            String account = Objects.requireNonNullElse(accounts[row], "");
            currency.put(account, Objects.requireNonNullElse(currencies[row], ""));
            List<Week> weeks = byAccount.computeIfAbsent(account, a -> new ArrayList<>());
            if (!RUNNING.equals(status[row])) {
                weeks.add(new Week(
                        LocalDate.ofEpochDay(days[row]).with(DayOfWeek.MONDAY),
                        Objects.requireNonNullElse(channels[row], ""),
                        zeroIfUnknown(outcomes[row]) / outcome.unit,
                        zeroIfUnknown(spend[row]) / MICROS));
            }
        }
        checkWanted(table.source(), wanted, byAccount.keySet());
        List<AccountWeeks> all = new ArrayList<>();
        byAccount.forEach((account, weeks) -> {
            if (wanted.isEmpty() || wanted.contains(account)) {
                all.add(of(account, Objects.requireNonNullElse(currency.get(account), ""), weeks));
            }
        });
        return all;
    }

    private static void checkWanted(String source, Set<String> wanted, Set<String> there) throws TableException {
        for (String account : wanted) {
            if (!there.contains(account)) {
                throw new TableException("%s: no account \"%s\"; %s"
                        .formatted(
                                source,
                                account,
                                Spelling.nearest(account, there)
                                        .map(near -> "did you mean \"" + near + "\"?")
                                        .orElse("there are " + String.join(", ", there))));
            }
        }
    }

    private static double zeroIfUnknown(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static AccountWeeks of(String account, String currency, List<Week> rows) {
        SortedSet<LocalDate> seen = new TreeSet<>();
        SortedSet<String> paid = new TreeSet<>();
        for (Week row : rows) {
            seen.add(row.week());
            if (row.spend() > 0) {
                paid.add(row.channel());
            }
        }
        List<LocalDate> weeks = seen.isEmpty()
                ? List.of()
                : seen.first()
                        .datesUntil(seen.last().plusDays(1), Period.ofWeeks(1))
                        .toList();
        List<String> channels = List.copyOf(paid);
        double[] outcome = new double[weeks.size()];
        double[][] spend = new double[channels.size()][weeks.size()];
        for (Week row : rows) {
            int week = (int) ((row.week().toEpochDay() - weeks.getFirst().toEpochDay()) / 7);
            outcome[week] += row.outcome();
            int channel = channels.indexOf(row.channel());
            if (channel >= 0) {
                spend[channel][week] += row.spend();
            }
        }
        return new AccountWeeks(account, currency, weeks, outcome, channels, spend);
    }
}
