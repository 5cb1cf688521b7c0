package dev.sluice.app.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountWeeksTest {
    private static final long DAY = 86_400_000L;

    @ParameterizedTest
    @CsvSource({
        "UTC,              2026-03-16T00:00:00Z, 2026-03-16",
        "UTC,              2026-03-15T23:59:59.999Z, 2026-03-09",
        "America/New_York, 2026-03-16T03:59:59Z, 2026-03-09",
        "America/New_York, 2026-03-16T04:00:00Z, 2026-03-16",
        "Asia/Tokyo,       2026-03-15T15:00:00Z, 2026-03-16",
        "Asia/Kathmandu,   2026-03-15T18:14:59Z, 2026-03-09",
        "Asia/Kathmandu,   2026-03-15T18:15:00Z, 2026-03-16",
        // 2026 begins on a Thursday: its first ISO week begins in 2025.
        "UTC,              2026-01-01T12:00:00Z, 2025-12-29",
        // 2027 begins on a Friday: its first days belong to the last week of 2026.
        "UTC,              2027-01-03T12:00:00Z, 2026-12-28",
        "UTC,              1969-12-31T23:00:00Z, 1969-12-29"
    })
    void aWeekIsNamedByItsMondayInTheAccountsTimeZone(String zone, Instant instant, LocalDate monday) {
        assertThat(new AccountWeeks(ZoneId.of(zone)).weekOf(instant.toEpochMilli()))
                .isEqualTo((int) monday.toEpochDay());
    }

    @Test
    void theWeeksInWhichClocksChangeAreAnHourShorterAndLonger() {
        AccountWeeks berlin = new AccountWeeks(ZoneId.of("Europe/Berlin"));
        assertThat(lengthOf(berlin, "2026-03-23")).isEqualTo(7 * DAY - 3_600_000);
        assertThat(lengthOf(berlin, "2026-10-19")).isEqualTo(7 * DAY + 3_600_000);
        assertThat(lengthOf(berlin, "2026-06-01")).isEqualTo(7 * DAY);
    }

    @Test
    void aWeekMayBeginAfterMidnightWhereTheClockSkipsIt() {
        // Tehran put its clocks forward at midnight on Monday 2021-03-22, so that the day began at 01:00 (+04:30).
        AccountWeeks tehran = new AccountWeeks(ZoneId.of("Asia/Tehran"));
        long start = tehran.startMillis((int) LocalDate.parse("2021-03-22").toEpochDay());
        assertThat(Instant.ofEpochMilli(start)).isEqualTo(Instant.parse("2021-03-21T20:30:00Z"));
        assertThat(tehran.weekOf(start - 1)).isEqualTo(tehran.weekOf(start) - 7);
    }

    private static long lengthOf(AccountWeeks weeks, String monday) {
        int week = (int) LocalDate.parse(monday).toEpochDay();
        return weeks.startMillis(week + 7) - weeks.startMillis(week);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "America/New_York",
                "America/Sao_Paulo",
                "America/Havana",
                "Asia/Tehran",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Pacific/Kiritimati"
            })
    void anyInstantLiesInTheWeekOfItsLocalDate(String name) {
        ZoneId zone = ZoneId.of(name);
        AccountWeeks remembering = new AccountWeeks(zone);
        Random random = new Random(name.hashCode());
        for (int i = 0; i < 5_000; i++) {
            // Often near the one before, so that the remembered bounds are used and left.
            long from = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli() + random.nextLong(50 * 365 * DAY);
            for (int step = 0; step < 4; step++) {
                long at = from + random.nextLong(4 * DAY);
                LocalDate monday = Instant.ofEpochMilli(at)
                        .atZone(zone)
                        .toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                int week = remembering.weekOf(at);
                assertThat(week).isEqualTo((int) monday.toEpochDay());
                assertThat(remembering.startMillis(week)).isLessThanOrEqualTo(at);
                assertThat(remembering.startMillis(week + 7)).isGreaterThan(at);
            }
        }
    }

    @Test
    void everyDayLiesInTheWeekOfTheMondayAtOrBeforeIt() {
        for (int day = -1_000; day < 40_000; day++) {
            LocalDate date = LocalDate.ofEpochDay(AccountWeeks.weekOfDay(day));
            assertThat(date.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
            assertThat(day - date.toEpochDay()).isBetween(0L, 6L);
        }
    }

    @Test
    void aWeekIsOpenThenSettlesAndThenIsFinal() {
        AccountWeeks weeks = new AccountWeeks(ZoneOffset.UTC);
        int week = (int) LocalDate.parse("2026-03-09").toEpochDay();
        long end = Instant.parse("2026-03-16T00:00:00Z").toEpochMilli();
        assertThat(WeekPhase.of(week, weeks, 28, end - 100 * DAY)).isEqualTo(WeekPhase.OPEN);
        assertThat(WeekPhase.of(week, weeks, 28, end - 1)).isEqualTo(WeekPhase.OPEN);
        assertThat(WeekPhase.of(week, weeks, 28, end)).isEqualTo(WeekPhase.SETTLING);
        assertThat(WeekPhase.of(week, weeks, 28, end + 28 * DAY - 1)).isEqualTo(WeekPhase.SETTLING);
        assertThat(WeekPhase.of(week, weeks, 28, end + 28 * DAY)).isEqualTo(WeekPhase.FINAL);
        assertThat(WeekPhase.of(week, weeks, 0, end)).isEqualTo(WeekPhase.FINAL);
    }

    @Test
    void aWeekEndsWithTheAccountsSundayNotWithUtcs() {
        int week = (int) LocalDate.parse("2026-03-09").toEpochDay();
        AccountWeeks newYork = new AccountWeeks(ZoneId.of("America/New_York"));
        long sundayEvening = Instant.parse("2026-03-16T03:00:00Z").toEpochMilli();
        assertThat(WeekPhase.of(week, newYork, 28, sundayEvening)).isEqualTo(WeekPhase.OPEN);
        assertThat(WeekPhase.of(week, new AccountWeeks(ZoneOffset.UTC), 28, sundayEvening))
                .isEqualTo(WeekPhase.SETTLING);
    }
}
