package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.topology.Feeder;
import dev.sluice.app.world.World;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice simulate}: a simulated market to a cluster. */
@Command(
        name = "simulate",
        description = {
            "Sends the events of a simulated advertising market to the cluster's input topics: spend with restatements,"
                    + " clicks, orders with refunds, and a share of duplicates, late and bad records.",
            "",
            "The history is sent at once; with --live the market goes on after it. The same seed gives the same events."
                    + " docs/world.md says what is simulated."
        },
        footer = {
            "",
            "Examples:",
            "  sluice simulate --accounts 20 --days 365",
            "  sluice simulate --days 28 --live --speed 600 --for 10m",
            "  sluice simulate --until 2026-01-01 --truth truth.csv     (what the metrics must then be)"
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final Duration STOP_BOUND = Duration.ofSeconds(30);

    private final Surroundings around;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private WorldOptions options = new WorldOptions();

    @Option(names = "--until", paramLabel = "DAY", description = "Day on which the history ends (default: 14 days ago)")
    private @Nullable LocalDate until;

    @Option(names = "--live", description = "Go on after the history until stopped")
    private boolean live;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "Simulated seconds a second with --live, until now is reached (default: 900)")
    private double speed = 900;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "With --live: stop after so long, such as 60s")
    private Duration lasting = Duration.ofDays(36_500);

    @Option(names = "--truth", paramLabel = "FILE", description = "Write the history's true channel-weeks as CSV")
    private @Nullable Path truth;

    public SimulateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        SluiceConfig config = common.loadQuietly(around);
        InstantSource clock = InstantSource.system();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        World world = options.endingOn(until == null ? today.minusDays(14) : until);
        try (Admin admin = Connections.admin(config)) {
            if (config.cluster().autoCreateTopics()) {
                new ClusterTopics(admin, config.cluster()).createMissing();
            }
        }
        if (truth != null) {
            writeTruth(world, around.directory().resolve(truth));
        }
        try (Interruption interruption = new Interruption(STOP_BOUND);
                Feeder feeder = Feeder.connect(config)) {
            WorldFeed feed = new WorldFeed(world, feeder, interruption);
            try (ProgressLine progress = ProgressLine.of(around, "history")) {
                feed.history(progress::at);
            }
            if (live && !interruption.isAsked()) {
                Instant end = clock.instant().plus(lasting);
                feed.live(clock, speed, end);
            }
            feeder.flush();
            around.out().println(String.format(Locale.ROOT, "Sent %,d records", feeder.sent()));
        }
        return ExitCode.OK.code();
    }

    private static void writeTruth(World world, Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("account,channel,week,spend_micros,seen_clicks,orders,revenue_micros,refunded_micros,"
                    + "new_customers,cohort_revenue_micros\n");
            for (var row : world.truth().channelWeeks().entrySet()) {
                var key = row.getKey();
                var week = row.getValue();
                writer.write(String.join(
                        ",",
                        key.account(),
                        key.channel(),
                        key.week().toString(),
                        Long.toString(week.spendMicros()),
                        Long.toString(week.seenClicks()),
                        Long.toString(week.orders()),
                        Long.toString(week.revenueMicros()),
                        Long.toString(week.refundedMicros()),
                        Long.toString(week.newCustomers()),
                        Long.toString(week.cohortRevenueMicros())));
                writer.write('\n');
            }
        }
    }
}
