package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice run}: the app against any cluster. */
@Command(
        name = "run",
        description = {
            "Runs the app against a Kafka cluster until it is stopped (Ctrl-C, SIGTERM).",
            "",
            "It reads spend, clicks, orders and policies, and publishes exact weekly channel metrics. Missing topics"
                    + " are created unless auto.create.topics is false. Start more of it, with the same application.id,"
                    + " to share the work."
        },
        footer = {
            "",
            "Examples:",
            "  sluice run --bootstrap-servers kafka:9092 --schema-registry-url http://registry:8081",
            "  SLUICE_KAFKA_SECURITY_PROTOCOL=SASL_SSL SLUICE_KAFKA_SASL_MECHANISM=PLAIN \\",
            "  SLUICE_KAFKA_SASL_JAAS_CONFIG='...' sluice run --set application.id=sluice-eu"
        })
public final class RunCommand implements Callable<Integer> {
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final Surroundings around;

    @Mixin
    private CommonOptions common = new CommonOptions();

    public RunCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        SluiceConfig config = common.load(around);
        try (Interruption interruption =
                        new Interruption(config.streams().shutdownTimeout().plus(SLACK));
                RunningApp app = RunningApp.start(config, InstantSource.system(), true)) {
            around.err()
                    .println("Sluice " + config.streams().applicationId() + " on "
                            + config.cluster().bootstrapServers()
                            + ": the page, the API (/docs), metrics and health at "
                            + app.url().orElse("-"));
            while (!interruption.await(Duration.ofMillis(500))) {
                if (app.stream().awaitEnd(Duration.ZERO)) {
                    around.err().println("sluice run: the stream stopped with an error; the log above says why");
                    return ExitCode.STREAM_FAILED.code();
                }
            }
            around.err().println("Stopping: finishing what was read ...");
            return app.stop() ? ExitCode.OK.code() : ExitCode.SHUTDOWN_TIMED_OUT.code();
        }
    }
}
