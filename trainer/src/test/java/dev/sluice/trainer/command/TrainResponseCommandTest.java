package dev.sluice.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.trainer.onnx.OnnxFile;
import dev.sluice.trainer.response.MadeFits;
import dev.sluice.trainer.response.ResponseData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code sluice train response} as its user meets it; the fit itself is made, so that nobody waits for it. */
class TrainResponseCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<ResponseData> learned = new ArrayList<>();

    private int train(String... args) {
        Surroundings around = new Surroundings(new PrintWriter(out), new PrintWriter(err), Map.of(), directory);
        TrainResponseCommand command = new TrainResponseCommand(around, (accounts, settings, holdout, progress) -> {
            learned.addAll(accounts);
            return accounts.stream()
                    .map(data -> MadeFits.of(data, settings.lags(), settings.draws(), 1))
                    .toList();
        });
        return new CommandLine(command)
                .setOut(around.out())
                .setErr(around.err())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    err.append(e instanceof CommandFailure ? "" : "UNEXPECTED ")
                            .append(e.getMessage())
                            .append('\n');
                    return e instanceof CommandFailure failure ? failure.code().code() : ExitCode.UNEXPECTED.code();
                })
                .execute(args);
    }

    private int trained(String... more) {
        List<String> args =
                new ArrayList<>(List.of("--data=data.csv", "--date=day", "--kpi=revenue", "--spend=search,social"));
        if (Arrays.stream(more).noneMatch(arg -> arg.startsWith("--out="))) {
            args.add("--out=r.onnx");
        }
        args.addAll(List.of(more));
        return train(args.toArray(String[]::new));
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("data.csv"), text);
    }

    /** From a Wednesday on. */
    private static String rows(int count, int step, String... columns) {
        StringBuilder csv = new StringBuilder("day,revenue,search,social");
        for (String column : columns) {
            csv.append(',').append(column.substring(0, column.indexOf('=')));
        }
        csv.append('\n');
        LocalDate day = LocalDate.parse("2024-01-03");
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%.2f,%.2f,%d",
                    day.plusDays((long) i * step),
                    1_000 + 100 * random.nextGaussian(),
                    10 + 5 * random.nextDouble(),
                    i % 2));
            for (String column : columns) {
                csv.append(',').append(column.substring(column.indexOf('=') + 1).split("\\|", -1)[i % 2]);
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    @Test
    void weeksAreTakenAsTheyAreAndTheFileTellsOfItself() throws Exception {
        write(rows(60, 7, "price=9.5|10", "holiday=na|easter"));

        int code = trained(
                "--controls=price",
                "--events=holiday",
                "--report=r.html",
                "--metrics=r.json",
                "--lags=3",
                "--draws=20");

        assertThat(code).as(() -> "" + err).isZero();
        ModelCard card = OnnxFile.card(Files.readAllBytes(directory.resolve("r.onnx")));
        ResponseCard response = Objects.requireNonNull(card.response());
        assertThat(card.kind()).isEqualTo("response");
        assertThat(response.origin()).isEqualTo("2024-01-03");
        assertThat(response.weeks()).isEqualTo(60);
        assertThat(response.channelNames()).containsExactly("search", "social");
        assertThat(response.controls()).containsExactly("price", "holiday_easter");
        assertThat(response.channels().get(1).spend().mean()).isEqualTo(.5);
        assertThat(card.inputs()).extracting(ModelCard.Input::name).isEqualTo(response.inputs());
        assertThat(card.golden().rows()).hasSize(8);
        assertThat(card.warnings()).extracting(ModelCard.Warning::code).containsExactly("LEAK");
        assertThat(card.evaluation().baselines())
                .extracting(ModelCard.Comparison::name)
                .containsExactly("last week");
        JsonNode metrics = new ObjectMapper().readTree(Files.readAllBytes(directory.resolve("r.json")));
        assertThat(metrics.get("onnx_max_relative_difference").doubleValue()).isLessThan(1e-4);
        assertThat(Files.readString(directory.resolve("r.html")))
                .contains("Response curves", "Carry-over", "only roughly")
                .doesNotContain("http://", "https://", "NaN");
        assertThat(out.toString()).contains("DIRECTIONAL: ", "sluice model publish r.onnx", "WARNING LEAK");
    }

    @Test
    void daysArePutTogetherToWholeIsoWeeks() throws Exception {
        write(rows(30 * 7, 1));

        assertThat(trained()).as(() -> "" + err).isZero();

        ResponseData data = learned.getFirst();
        assertThat(data.weeks().getFirst()).isEqualTo("2024-01-08");
        assertThat(data.size()).isEqualTo(29);
        assertThat(data.spend()[1][0] + data.spend()[1][1]).isEqualTo(7);
        assertThat(err.toString())
                .contains("203 days put together to 29 ISO weeks", "left out 5 days before the first whole week and 2");
    }

    @Test
    void groupsGetAModelEachNamedAsTheModelsFolderWantsThem() throws Exception {
        String one = rows(30, 7, "shop=north|north");
        String two = rows(30, 7, "shop=south|south");
        write(one + two.substring(two.indexOf('\n') + 1));

        assertThat(trained("--group=shop", "--out=models", "--report=reports"))
                .as(() -> "" + err)
                .isZero();

        assertThat(learned).hasSize(2);
        assertThat(directory.resolve("models/north__response.onnx")).exists();
        assertThat(directory.resolve("models/south__response.onnx")).exists();
        assertThat(directory.resolve("reports/south__response.html")).exists();
        assertThat(out.toString()).contains("--account south");
    }

    @Test
    void faultsOfTheDataAreNamedWithTheirPlace() throws Exception {
        String good = rows(40, 7);
        refused(good, "data.csv: no column \"serch\"; did you mean \"search\"?", "--spend=serch");
        refused(good.replace("2024-02-07,", "2024-02-08,"), "2024-01-31 is followed by 2024-02-08");
        refused(good.replace("2024-02-07,", "2024-01-31,"), "rows 5 and 6 have the same date, 2024-01-31");
        refused(good.replaceFirst(",0\n", ",-4\n"), "row 1: column \"social\" is -4.0; spend can't be below 0");
        refused(good.replaceFirst(",0\n", ",\n"), "row 1: column \"social\" has no value");
        refused(good.replaceFirst("2024-01-03", ""), "row 1: no date in column \"day\"");
        refused(rows(40, 30), "most rows are 30 days apart");
        refused(rows(1, 7), "1 rows are no history");
        refused(rows(12, 7), "12 complete weeks, 20 are the least");
        refused(good, "column \"search\" is named twice", "--controls=search");
    }

    private void refused(String data, String why, String... more) throws IOException {
        write(data);
        err.getBuffer().setLength(0);
        assertThat(trained(more)).as(why).isEqualTo(ExitCode.DATA_PROBLEMS.code());
        assertThat(err.toString()).contains(why).doesNotContain("UNEXPECTED");
        assertThat(learned).isEmpty();
    }

    @Test
    void liftTestsGoToTheFitAndFaultyOnesAreNamed() throws Exception {
        write(rows(40, 7));
        Path tests = directory.resolve("lift.csv");
        Files.writeString(
                tests, "channel,spend,delta_spend,delta_outcome,standard_error\nsearch,,5,40,10\nsocial,1,2,3,1\n");
        assertThat(trained("--lift-tests=lift.csv")).as(() -> "" + err).isZero();
        assertThat(learned.getFirst().liftTests()).hasSize(2);
        assertThat(learned.getFirst().liftTests().getFirst().spend()).isNaN();

        learned.clear();
        Files.writeString(tests, "channel,delta_spend,delta_outcome,standard_error\nsearhc,5,40,10\n");
        assertThat(trained("--lift-tests=lift.csv")).isEqualTo(ExitCode.DATA_PROBLEMS.code());
        assertThat(err.toString()).contains("Lift test of \"searhc\"", "did you mean \"search\"?");

        Files.writeString(tests, "channel,delta_spend,delta_outcome,standard_error\nsearch,5,40,0\n");
        assertThat(trained("--lift-tests=lift.csv")).isEqualTo(ExitCode.DATA_PROBLEMS.code());
        assertThat(err.toString()).contains("lift.csv, row 1: standard_error must be above 0");
    }

    @Test
    void wrongUseIsAUsageError() {
        assertThat(train("--out=r.onnx")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("Say either --data FILE or --topic channel-metrics");
        assertThat(train("--data=x.csv", "--lift-tests=topic", "--out=r.onnx")).isEqualTo(ExitCode.USAGE.code());
        assertThat(train("--data=x.csv", "--kind=cac", "--out=r.onnx")).isEqualTo(ExitCode.USAGE.code());
    }
}
