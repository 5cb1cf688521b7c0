package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.topology.Feeder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice import}: files to events on the topics. */
@Command(
        name = "import",
        description = {
            "Turns CSV exports into events on the cluster's input topics.",
            "",
            "Rows that share a natural key (account, channel, campaign, ad group, day) are summed to one spend report;"
                    + " --as-of is its revision, so the same export again changes nothing and a later one restates. A"
                    + " bad row is reported and the others go on. docs/import.md describes presets and mappings."
        },
        footer = {
            "",
            "Examples:",
            "  sluice import --preset google-ads --account acme-eu --currency EUR --as-of 2026-03-01 google.csv",
            "  sluice import --orders orders.csv.gz --orders-mapping shop.yaml --account acme-eu --currency EUR"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);

    private final Surroundings around;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private FileOptions files = new FileOptions();

    public ImportCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        SluiceConfig config = common.loadQuietly(around);
        List<FileOptions.Job> jobs = files.jobs(around);
        long started = System.nanoTime();
        FileReading reading = FileReading.start(around, jobs);
        try (Admin admin = Connections.admin(config)) {
            ClusterTopics topics = new ClusterTopics(admin, config.cluster());
            if (config.cluster().autoCreateTopics()) {
                topics.createMissing();
            }
        }
        try (Interruption interruption = new Interruption(STOP_BOUND);
                Feeder feeder = Feeder.connect(config)) {
            reading.feed(feeder, interruption::check);
            double seconds = (System.nanoTime() - started) / 1e9;
            around.out()
                    .println(String.format(
                            Locale.ROOT,
                            "Imported %,d rows as %,d records in %.1f s; %,d rows rejected",
                            reading.rows(),
                            feeder.sent(),
                            seconds,
                            reading.rejected()));
            return reading.rejected() == 0 ? ExitCode.OK.code() : ExitCode.DATA_PROBLEMS.code();
        }
    }
}
