package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.command.CommandFailure;
import dev.sluice.app.command.Surroundings;
import dev.sluice.app.ops.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(args, new PrintWriter(out), new PrintWriter(err), Map.of());
    }

    @Test
    void helpTeachesEveryCommandWithExamples() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("topics", "tail", "dead-letters", "config", "doctor");
        for (String command : List.of("topics", "tail", "dead-letters", "config", "doctor")) {
            out.getBuffer().setLength(0);
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString()).contains("Examples:", "sluice " + command);
        }
        assertThat(run("topics", "create", "--help")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aWrongCommandLineIsOneLineAndAHint() {
        assertThat(run("topic")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString())
                .contains("sluice: ", "Did you mean", "topics")
                .doesNotContain("\tat ");
        assertThat(run()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("tail")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("topics")).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void everyConfigurationFaultIsListedWithExitCode3() {
        assertThat(run("config", "--set", "partitions=0", "--set", "http.port=x"))
                .isEqualTo(ExitCode.CONFIG.code());
        assertThat(err.toString())
                .contains("2 faults", "partitions = \"0\" (from flag --partitions)", "http.port = \"x\"")
                .doesNotContain("\tat ");
    }

    @Test
    void configPrintsWhatIsInForceWithSecretsMasked() {
        assertThat(run("config", "--set", "kafka.ssl.key.password=hush", "--topic-prefix", "x."))
                .isZero();
        assertThat(out.toString())
                .containsPattern("topic.prefix +x\\. +flag --topic-prefix")
                .containsPattern("partitions +6 +default")
                .containsPattern("kafka.ssl.key.password +\\*{8} ")
                .doesNotContain("hush");
    }

    @Test
    void anUnreachableClusterIsOneLineAndExitCode4() {
        int code = run(
                "topics",
                "diff",
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--set",
                "kafka.default.api.timeout.ms=500",
                "--set",
                "kafka.request.timeout.ms=400");
        assertThat(code).isEqualTo(ExitCode.CLUSTER_UNREACHABLE.code());
        assertThat(err.toString().lines()).singleElement().asString().contains("bootstrap.servers");
    }

    @Test
    void theStackTraceIsShownOnRequestOnly() {
        PrintWriter lines = new PrintWriter(err, true);
        CommandLine line = Main.commandLine(
                new Surroundings(new PrintWriter(out), lines, Map.of(), Path.of("")), new PrintWriter(out), lines);
        // A subcommand added later inherits nothing from the root.
        CommandLine boom = new CommandLine(new Boom())
                .setErr(lines)
                .setExecutionExceptionHandler(line.getExecutionExceptionHandler());
        line.addSubcommand("boom", boom);
        assertThat(line.execute("boom")).isEqualTo(ExitCode.UNEXPECTED.code());
        assertThat(err.toString().strip().lines()).singleElement().asString().contains("kaboom", "--debug");
        assertThat(line.execute("boom", "--debug")).isEqualTo(ExitCode.UNEXPECTED.code());
        assertThat(err.toString()).contains("\tat dev.sluice.app.MainTest");
    }

    @Test
    void whatWasThrownInsideAFutureIsJudgedByItsCause() {
        assertThat(CommandFailure.of(new ExecutionException(new TimeoutException("t")))
                        .code())
                .isEqualTo(ExitCode.CLUSTER_UNREACHABLE);
        assertThat(CommandFailure.of(new InterruptedException()).code()).isEqualTo(ExitCode.INTERRUPTED);
    }

    @CommandLine.Command(name = "boom")
    static final class Boom implements Runnable {
        @CommandLine.Option(names = "--debug")
        boolean debug;

        @Override
        public void run() {
            throw new IllegalStateException("kaboom");
        }
    }
}
