package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.ChannelWeek;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTableTest {
    private static final List<ChannelWeek> ROWS = List.of(
            Weeks.of("acme-eu", "meta", "2026-03-02", 900, 4_000, 9),
            Weeks.of("acme-eu", "meta", "2026-03-09", 1_000, 4_500, 8),
            Weeks.of("acme-eu", "paid_search", "2026-03-09", 2_500, 12_345_678, 0),
            Weeks.of("acme-eu", "direct", "2026-03-09", 0, 3_000, 5),
            // A week in which no money was spent yet says little.
            Weeks.of("acme-eu", "direct", "2026-03-16", 0, 30, 1),
            Weeks.of("bolt-us", "tiktok", "2026-03-09", 70, 35, 2));

    @Test
    void theNewestWeekOfEachAccountAndTheChannelsOfOne() {
        assertThat(String.join("\n", new LiveTable(false).lines(ROWS, 0))).isEqualTo("""
                        ACCOUNT        WEEK       STATUS           SPEND    CLICKS   ORDERS        REVENUE     NEW       CAC   ROAS
                        acme-eu        2026-03-09 SETTLING     3,500 EUR     3,668      120 12,353,178 EUR      13    269.23 3529.48
                        bolt-us        2026-03-09 SETTLING        70 EUR     1,234       40         35 EUR       2     35.00   0.50

                        CHANNELS OF acme-eu       REV              SPEND    CLICKS   ORDERS        REVENUE     NEW       CAC   ROAS
                          paid_search             12           2,500 EUR     1,234       40 12,345,678 EUR       0         - 4938.27
                          meta                    12           1,000 EUR     1,234       40      4,500 EUR       8    125.00   4.50
                          direct                  12               0 EUR     1,200       40      3,000 EUR       5      0.00      -""");
    }

    @Test
    void theFocusGoesRound() {
        LiveTable table = new LiveTable(false);
        assertThat(table.lines(ROWS, 1)).anyMatch(line -> line.startsWith("CHANNELS OF bolt-us"));
        assertThat(table.lines(ROWS, 2)).isEqualTo(table.lines(ROWS, 0));
        assertThat(table.lines(ROWS, -1)).isEqualTo(table.lines(ROWS, 1));
    }

    @Test
    void manyChannelsAreCutToTheTwelveThatSpendMost() {
        List<ChannelWeek> rows = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            rows.add(Weeks.of("acme", "channel-" + i, "2026-03-09", i, 1, 1));
        }
        List<String> channels = new LiveTable(false)
                .lines(rows, 0).stream()
                        .filter(line -> line.startsWith("  channel-"))
                        .toList();
        assertThat(channels).hasSize(12);
        assertThat(channels.getFirst()).startsWith("  channel-39");
        assertThat(channels.getLast()).startsWith("  channel-28");
    }

    @Test
    void coloursAreOnlyForTerminals() {
        assertThat(String.join("", new LiveTable(false).lines(ROWS, 0))).doesNotContain("\u001B");
        assertThat(String.join("", new LiveTable(true).lines(ROWS, 0))).contains("\u001B[1m", "\u001B[0m");
        assertThat(new LiveTable(false).dim("note")).isEqualTo("note");
    }

    @Test
    void nothingYetIsSaid() {
        assertThat(new LiveTable(false).lines(List.of(), 3)).containsExactly("No channel metrics yet ...");
    }
}
