package dev.sluice.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.command.Surroundings;
import dev.sluice.app.world.weekly.Trap;
import dev.sluice.app.world.weekly.WeeklyConfig;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.app.world.weekly.WeeklyMarket;
import dev.sluice.app.world.weekly.WeeklyWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private record Ran(int code, String out, String err) {}

    private Ran run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new Surroundings(new PrintWriter(out), new PrintWriter(err), Map.of(), folder));
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void helpTeachesEveryCommand() {
        assertThat(run("world", "--help").out).contains("play", "recover", "Examples");
        assertThat(run("world", "play", "--help").out).contains("--retrain-every", "--trap", "Examples");
        assertThat(run("backtest", "--help").out).contains("--kpi", "--policy", "Examples");
        assertThat(run().code).isEqualTo(2);
        assertThat(run("world").err).contains("Say what to do");
    }

    @Test
    void wrongOptionsEndWithOneLine() {
        assertFails(2, "sluice world play: --seeds is 0, must be 1 or more", "world", "play", "--seeds", "0");
        assertFails(2, "sluice world play: --weeks is 200, must be at most 156", "world", "play", "--weeks", "200");
        assertFails(
                2, "sluice world play: --shift is 1.5, must be above 0 and below 1", "world", "play", "--shift", "1.5");
        assertFails(
                2,
                "sluice world play: The market can't be simulated: noise must be 0 to 0.5: 7.0",
                "world",
                "play",
                "--noise",
                "7");
        assertFails(2, "sluice world recover: --worlds is 0, must be 1 to 100000", "world", "recover", "--worlds", "0");
        assertFails(2, "sluice world recover: --threads is 0, must be 1 to 1000", "world", "recover", "--threads", "0");
        Ran trap = run("world", "play", "--trap", "bear");
        assertThat(trap.code).isEqualTo(2);
        assertThat(trap.err).contains("bear").contains("COLLINEAR");
    }

    @Test
    void aBacktestSaysWhatIsWrongWithItsFile() throws IOException {
        String[] missing = {"backtest", "--data", "no.csv", "--date", "week", "--kpi", "revenue", "--spend", "a"};
        assertThat(run(missing).code).isEqualTo(6);
        assertThat(run(missing).err).contains("no.csv").hasLineCount(1);
        Files.writeString(folder.resolve("gap.csv"), "week,revenue,a\n2024-01-01,5,1\n2024-01-15,6,1\n");
        assertFails(
                6,
                "sluice backtest: gap.csv, row 2, column \"week\": the week of 2024-01-15 is not the one after that of"
                        + " 2024-01-01; a backtest needs a row for every week",
                "backtest",
                "--data",
                "gap.csv",
                "--date",
                "week",
                "--kpi",
                "revenue",
                "--spend",
                "a");
        Files.writeString(folder.resolve("short.csv"), "week,revenue,a\n2024-01-01,5,1\n2024-01-08,6,1\n");
        Ran brief = run("backtest", "--data", "short.csv", "--date", "week", "--kpi", "revenue", "--spend", "a");
        assertThat(brief.code).isEqualTo(6);
        assertThat(brief.err).contains("20 weeks or more must be known");
    }

    private void assertFails(int code, String line, String... args) {
        Ran ran = run(args);
        assertThat(ran.err.lines().findFirst()).contains(line);
        assertThat(ran.code).isEqualTo(code);
        assertThat(ran.err).doesNotContain("\tat ");
    }

    @Test
    void aShortGameIsPlayedWithTheRealModelAndTheRealAdviser() {
        Ran ran =
                run("world", "play", "--channels", "2", "--weeks", "2", "--seeds", "1", "--noise", "0.02", "--verbose");
        assertThat(ran.err).isEmpty();
        assertThat(ran.code).isZero();
        assertThat(ran.out).contains("mean share").contains("harmful");
        assertThat(ran.out.lines().anyMatch(line -> line.strip().startsWith("2%") && line.contains("0/1")))
                .isTrue();
    }

    @Test
    void aHistoryIsWalkedAndEveryStrategySpendsTheSameMoney() throws IOException {
        writeMarket("market.csv");
        Ran ran = run(
                "backtest",
                "--data",
                "market.csv",
                "--date",
                "week",
                "--kpi",
                "revenue",
                "--spend",
                "search,social",
                "--controls",
                "holiday,promo",
                "--from",
                "110",
                "--retrain-every",
                "100",
                "--verbose");
        assertThat(ran.err).isEmpty();
        assertThat(ran.code).isZero();
        assertThat(ran.out)
                .contains("weeks foreseen", "Advice: ", "optimal", "proportional-roas", "equal")
                .contains("no channel's CAC is known");
        String current = ran.out
                .lines()
                .filter(line -> line.startsWith("optimal"))
                .findFirst()
                .orElseThrow();
        assertThat(current).contains("%");
    }

    private void writeMarket(String name) throws IOException {
        WeeklyHistory history =
                new WeeklyWorld(WeeklyMarket.of(new WeeklyConfig(14, 2, 116, 0.02, Trap.NONE))).history();
        StringBuilder csv = new StringBuilder("week,revenue,search,social,holiday,promo\n");
        for (int week = 0; week < history.weeks(); week++) {
            int row = week;
            csv.append(history.firstWeek().plusWeeks(week)).append(',').append(history.revenue()[week]);
            Arrays.stream(history.spend()).forEach(path -> csv.append(',').append(path[row]));
            Arrays.stream(history.controlValues())
                    .forEach(path -> csv.append(',').append(path[row]));
            csv.append('\n');
        }
        Files.writeString(folder.resolve(name), csv);
    }
}
