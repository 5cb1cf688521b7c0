package dev.sluice.trainer.command;

import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.LiftTest;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice train response}. */
@Command(
        name = "response",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Learns how weekly spend moves an outcome: what each channel brings, how it levels off, how long it lasts, and"
                    + " how sure that is. From a CSV file of days or weeks, or from the account's own history on the topics.",
            "",
            "Lift tests (experiments) make the answer much surer: a CSV file of channel, spend (may be missing), delta_spend,"
                    + " delta_outcome, standard_error, all per week."
        },
        footer = {
            "",
            "Examples:",
            "  sluice train response --data weekly.csv --date week --kpi revenue --spend search,social,tv \\",
            "      --controls price --events holiday --lift-tests lift.csv --report response.html --out response.onnx",
            "  sluice train response --data shops.csv --date day --kpi revenue --spend meta,tv --group shop --out models",
            "  sluice train response --topic channel-metrics --account acme-eu --lift-tests topic --out response.onnx",
            "  sluice model publish response.onnx --account acme-eu"
        })
final class TrainResponseCommand implements Callable<Integer> {
    private static final String ON_TOPIC = "topic";

    private final Surroundings around;
    private final ResponseFitter fitter;

    @Mixin
    private ResponseFile file = new ResponseFile();

    @Mixin
    private ResponseTopics topics = new ResponseTopics();

    @Option(
            names = "--lift-tests",
            paramLabel = "FILE",
            description = "Experiments: a CSV file, or 'topic' for those on the topic lift-tests (with --topic)")
    private @Nullable String liftTests;

    @Mixin
    private ResponseOptions options = new ResponseOptions();

    TrainResponseCommand(Surroundings around, ResponseFitter fitter) {
        this.around = around;
        this.fitter = fitter;
    }

    @Override
    public Integer call() {
        try {
            check();
            return new ResponseJob(around, options, fitter).run(cases());
        } catch (TableException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        }
    }

    private void check() {
        if ((file.data == null) == topics.topic.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "Say either --data FILE or --topic channel-metrics");
        }
        if (ON_TOPIC.equals(liftTests) && topics.topic.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "--lift-tests topic goes with --topic; with --data name a file");
        }
        if (!ResponseCard.isKind(options.kind)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--kind must be " + ResponseCard.RESPONSE + " or " + ResponseCard.RESPONSE_CUSTOMERS);
        }
    }

    private List<ResponseCase> cases() throws TableException {
        boolean onTopic = ON_TOPIC.equals(liftTests);
        List<LiftTest> tests = liftTests == null || onTopic
                ? List.of()
                : LiftTestFile.read(around.directory().resolve(liftTests));
        List<ResponseCase> cases = file.data != null
                ? file.read(around, file.data, options.unit)
                : topics.read(around, options.kind, onTopic);
        return onTopic ? cases : withTests(cases, tests);
    }

    /** A file's tests are every case's. */
    private static List<ResponseCase> withTests(List<ResponseCase> cases, List<LiftTest> tests) throws TableException {
        for (ResponseCase of : cases) {
            for (LiftTest test : tests) {
                of.requireChannel(test.channel());
            }
        }
        return cases.stream().map(of -> of.with(tests)).toList();
    }
}
