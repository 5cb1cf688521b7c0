package dev.sluice.app.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.domain.WeekPhase;
import dev.sluice.app.state.RoundTrip;
import java.lang.reflect.Field;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoardValuesTest {
    private static final int WEEK = (int) LocalDate.parse("2026-03-09").toEpochDay();

    @Test
    void aRowIsNamedByAccountChannelAndMonday() {
        assertThat(RowKey.of("acme-eu", "paid_search", WEEK)).isEqualTo("acme-eu/paid_search/2026-03-09");
        assertThat(RowKey.of("a/b", "50%", WEEK)).isEqualTo("a%2Fb/50%25/2026-03-09");
        assertThat(RowKey.accountOf("a%2Fb/50%25/2026-03-09")).isEqualTo("a/b");
        assertThat(RowKey.accountOf("acme")).isEqualTo("acme");
    }

    @Test
    void noTwoRowsShareAKeyAndTheAccountCanBeReadBack() {
        Random random = new Random(4);
        Set<List<String>> parts = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String account = awkward(random);
            String channel = awkward(random);
            parts.add(List.of(account, channel));
            keys.add(RowKey.of(account, channel, WEEK));
            assertThat(RowKey.accountOf(RowKey.of(account, channel, WEEK))).isEqualTo(account);
        }
        assertThat(keys).hasSameSizeAs(parts);
    }

    private static String awkward(Random random) {
        String alphabet = "a%/25F";
        StringBuilder text = new StringBuilder();
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void aWeekComesBackWithEveryTotalAndItsMarks() throws Exception {
        Random random = new Random(8);
        for (int i = 0; i < 500; i++) {
            WeekEntry week = new WeekEntry();
            week.revision = random.nextLong(1_000_000);
            week.asOf = random.nextLong();
            for (int n = random.nextInt(6); n > 0; n--) {
                ChannelTotals totals = new ChannelTotals();
                for (Field field : ChannelTotals.class.getFields()) {
                    field.setLong(totals, random.nextLong() >> random.nextInt(64));
                }
                week.add("channel-" + n, totals);
                Objects.requireNonNull(week.rows().get("channel-" + n)).published = random.nextBoolean();
            }
            if (random.nextBoolean()) {
                week.published(WeekPhase.values()[random.nextInt(3)]);
            }
            week.revision += random.nextInt(2);
            WeekEntry back = RoundTrip.of(WeekEntry.CODEC, week);
            assertThat(back).usingRecursiveComparison().isEqualTo(week);
            assertThat(back.isDue()).isEqualTo(week.isDue());
        }
    }

    @Test
    void aWeekIsDueUntilItsRevisionAndItsPhaseArePublished() {
        WeekEntry week = new WeekEntry();
        assertThat(week.isDue()).as("never published").isTrue();
        week.published(WeekPhase.OPEN);
        assertThat(week.isDue(WeekPhase.OPEN)).isFalse();
        assertThat(week.isDue(WeekPhase.SETTLING)).isTrue();
        week.revision++;
        assertThat(week.isDue()).isTrue();
        week.published(WeekPhase.SETTLING);
        assertThat(week.isDue()).isFalse();
        week.republish();
        assertThat(week.isDue()).isTrue();
        assertThat(week.publishedPhase()).isEqualTo(WeekPhase.SETTLING);
    }
}
