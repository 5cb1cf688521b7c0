package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.topology.CompactedTable;
import dev.sluice.app.topology.Feeder;
import dev.sluice.app.world.World;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Reconciliation;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice demo}: everything in one process, fed by a simulated market. */
@Command(
        name = "demo",
        description = {
            "Starts a Kafka broker, a schema registry and the app in this process, feeds them months of a simulated"
                    + " advertising market and then its days as they pass, and shows the channel metrics as they change.",
            "",
            "Stops with Ctrl-C, or after --for, and then shows that the books balance. Nothing is left behind unless"
                    + " --data names a folder."
        },
        footer = {
            "",
            "Examples:",
            "  sluice demo",
            "  sluice demo --for 60s --no-ui            (for scripts)",
            "  sluice demo --empty                      (no market: bring your own events)",
            "  sluice tail channel-metrics --follow     (in another terminal)"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final String ADVICE = "ADVICE FOR     WEEK";
    private static final Duration STOP_BOUND = Duration.ofSeconds(60);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);
    private static final Duration REDRAW = Duration.ofSeconds(1);
    private static final Duration REPORT = Duration.ofSeconds(5);
    /** History ends so many days ago, so that the market can run faster than the clock for a while. */
    private static final int HEAD_START_DAYS = 14;

    private final Surroundings around;

    @Mixin
    private WorldOptions options = new WorldOptions();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Stop after so long, such as 60s (default: run until Ctrl-C)")
    private Duration lasting = Duration.ofDays(36_500);

    @Option(names = "--no-ui", description = "No table that redraws itself; a line every few seconds instead")
    private boolean plain;

    @Option(names = "--speed", paramLabel = "N", description = "Simulated seconds a second (default: 900)")
    private double speed = 900;

    @Option(names = "--empty", description = "No simulated market")
    private boolean empty;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep the broker's data here, and go on from it")
    private @Nullable Path data;

    @Option(names = "--broker-port", paramLabel = "PORT", description = "Default: 9092, or a free one if that is taken")
    private int brokerPort = -1;

    @Option(names = "--registry-port", paramLabel = "PORT", description = "Default: 8081, or a free one")
    private int registryPort = -1;

    @Option(names = "--http-port", paramLabel = "PORT", description = "Default: 8080, or a free one")
    private int httpPort = -1;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any setting of the app")
    private Map<String, String> settings = new HashMap<>();

    @Option(names = "--debug", description = "Show stack traces")
    private boolean debug;

    public DemoCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        InstantSource clock = InstantSource.system();
        Instant end = clock.instant().plus(lasting);
        World world = options.endingOn(
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(HEAD_START_DAYS));
        boolean drawn = !plain && System.console() != null && System.console().isTerminal();
        say("Starting a broker, a registry and the app ...");
        try (Interruption interruption = new Interruption(STOP_BOUND);
                LocalCluster cluster = LocalCluster.start(
                        data == null ? null : around.directory().resolve(data),
                        port(brokerPort, 9092),
                        port(registryPort, 8081))) {
            Map<String, String> flags = new HashMap<>(settings);
            flags.put("http.port", Integer.toString(port(httpPort, 8080)));
            SluiceConfig config = cluster.config(flags, around);
            NavigableMap<String, Reconciliation> books;
            try (RunningApp app = RunningApp.start(config, clock, true)) {
                greet(config, app);
                show(config, app, world, clock, end, interruption, drawn);
                say("Finishing what was sent ...");
                // After Ctrl-C too: the interruption is answered already, so this waits for the stream alone.
                if (!FinalTables.drain(config, app, LONGEST_DRAIN, () -> {})) {
                    say("The stream did not finish within " + LONGEST_DRAIN.toSeconds()
                            + " s; the books are as of now");
                }
                books = FinalTables.reconciliation(config);
                summary(config, books);
            }
            return ReconciliationText.balances(books) ? ExitCode.OK.code() : ExitCode.DATA_PROBLEMS.code();
        }
    }

    private void greet(SluiceConfig config, RunningApp app) {
        say("");
        say("  Kafka            " + config.cluster().bootstrapServers());
        say("  Schema registry  " + config.cluster().schemaRegistryUrl());
        say("  The page         " + app.url().orElse("-") + "/");
        say("  The API          " + app.url().orElse("-") + "/docs");
        say("  Metrics, health  " + app.url().orElse("-") + "/metrics, /health/ready");
        say("  Look inside      ./sluice tail channel-metrics --bootstrap-servers "
                + config.cluster().bootstrapServers() + " --schema-registry-url "
                + config.cluster().schemaRegistryUrl());
        say("");
    }

    private void show(
            SluiceConfig config,
            RunningApp app,
            World world,
            InstantSource clock,
            Instant end,
            Interruption interruption,
            boolean drawn)
            throws Exception {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Feeder feeder = Feeder.connect(config);
                SchemaRegistry registry = SchemaRegistry.connect(config.registryProperties());
                CompactedTable<ChannelWeek> table =
                        FinalTables.open(config, registry, Topic.CHANNEL_METRICS, ChannelWeek.class);
                CompactedTable<BudgetRecommendation> advice =
                        FinalTables.open(config, registry, Topic.RECOMMENDATIONS, BudgetRecommendation.class)) {
            WorldFeed feed = new WorldFeed(world, feeder, interruption);
            Thread market = Thread.ofPlatform().name("market").start(() -> live(feed, clock, end, failure));
            LiveTable lines = new LiveTable(drawn);
            Instant told = clock.instant();
            long changes = 0;
            for (int round = 0; clock.instant().isBefore(end) && !interruption.isAsked(); round++) {
                Exception broken = failure.get();
                if (broken != null) {
                    throw broken;
                }
                if (app.stream().awaitEnd(Duration.ZERO)) {
                    throw new CommandFailure(ExitCode.STREAM_FAILED, "The stream stopped with an error");
                }
                changes += poll(table, REDRAW);
                advice.poll(Duration.ZERO);
                if (drawn) {
                    draw(
                            lines,
                            table,
                            advice,
                            status(table, feed, feeder, changes),
                            round / 5,
                            whereToLook(config, app));
                } else if (Duration.between(told, clock.instant()).compareTo(REPORT) >= 0) {
                    told = clock.instant();
                    say(status(table, feed, feeder, changes));
                }
            }
            market.join();
            feeder.flush();
        }
    }

    private void live(WorldFeed feed, InstantSource clock, Instant end, AtomicReference<@Nullable Exception> failure) {
        try {
            if (!empty) {
                feed.history((done, total, records) -> {});
                feed.live(clock, speed, end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private static long poll(CompactedTable<ChannelWeek> table, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        long changes = 0;
        while (System.nanoTime() < until) {
            changes += table.poll(Duration.ofMillis(200));
        }
        return changes;
    }

    private void draw(
            LiveTable lines,
            CompactedTable<ChannelWeek> table,
            CompactedTable<BudgetRecommendation> advice,
            String status,
            int focus,
            String whereToLook) {
        StringBuilder screen = new StringBuilder("\u001B[H\u001B[J");
        screen.append(lines.dim(status)).append("\n\n");
        lines.lines(table.rows().values(), focus)
                .forEach(line -> screen.append(line).append('\n'));
        screen.append('\n').append(lines.bold(ADVICE)).append('\n');
        AdviceLines.of(advice.rows().values())
                .forEach(line -> screen.append(line).append('\n'));
        screen.append('\n').append(lines.dim(whereToLook)).append('\n');
        screen.append(lines.dim("Ctrl-C stops and shows the reconciliation."));
        around.out().println(screen);
        around.out().flush();
    }

    private static String whereToLook(SluiceConfig config, RunningApp app) {
        return "Kafka " + config.cluster().bootstrapServers() + "   registry "
                + config.cluster().schemaRegistryUrl() + "   metrics and health "
                + app.url().orElse("-");
    }

    private static String status(CompactedTable<ChannelWeek> table, WorldFeed feed, Feeder feeder, long changes) {
        long accounts = table.rows().values().stream()
                .map(ChannelWeek::getAccount)
                .distinct()
                .count();
        return String.format(
                Locale.ROOT,
                "%tF %<tH:%<tM simulated: %,d records sent, %,d channel-weeks of %d accounts, %,d updates seen",
                feed.simulated().atOffset(ZoneOffset.UTC),
                feeder.sent(),
                table.rows().size(),
                accounts,
                changes);
    }

    private void summary(SluiceConfig config, NavigableMap<String, Reconciliation> books) {
        NavigableMap<String, ChannelWeek> metrics = FinalTables.channelMetrics(config);
        List<String> lines = new LiveTable(false).lines(metrics.values(), 0);
        say("");
        lines.forEach(this::say);
        say("");
        say(ADVICE);
        AdviceLines.of(FinalTables.recommendations(config).values()).forEach(this::say);
        ReconciliationText.print(around.out(), books);
        around.out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d channel-weeks of %d accounts stand on %s",
                        metrics.size(),
                        metrics.values().stream()
                                .map(ChannelWeek::getAccount)
                                .distinct()
                                .count(),
                        Topic.CHANNEL_METRICS.fullName(config.cluster().topicPrefix())));
    }

    private void say(String line) {
        around.out().println(line);
        around.out().flush();
    }

    /** The port asked for; else the usual one, else a free one. */
    private static int port(int asked, int usual) {
        if (asked >= 0) {
            return asked;
        }
        try (ServerSocket probe = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }
}
