package dev.sluice.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.files.RowProblem;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.topology.Feeder;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Reconciliation;
import dev.sluice.schemas.Topic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice replay}: files through the same topology on a throw-away broker. */
@Command(
        name = "replay",
        description = {
            "Runs CSV exports through the very topology of `sluice run`, on a broker inside this process that is thrown"
                    + " away afterwards. Nothing needs to be set up.",
            "",
            "Writes channel-metrics.csv, reconciliation.json and dead-letters.jsonl (and rejected-rows.jsonl) to --out."
                    + " The same files and options give the same bytes."
        },
        footer = {
            "",
            "Examples:",
            "  sluice replay --preset fivetran-ad-reporting --currency EUR --as-of 2026-03-01 --out out ads.csv",
            "  sluice replay sessions.csv.gz --clicks-mapping clicks.yaml --orders-mapping orders.yaml \\",
            "      --account shop --currency USD --out out"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final Duration LONGEST_DRAIN = Duration.ofHours(1);
    private static final Duration STOP_BOUND = Duration.ofSeconds(40);

    private final Surroundings around;

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for the results; made if need be")
    private Path out = Path.of(".");

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "The moment that decides which weeks are OPEN, SETTLING or FINAL, and what lies in the future"
                    + " (default: the clock). With it, results do not depend on when they are made")
    private @Nullable String now;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions to spread accounts over (default: 2)")
    private int partitions = 2;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any setting of the app, such as settling.days=7")
    private Map<String, String> settings = new HashMap<>();

    @Option(names = "--debug", description = "Show stack traces")
    private boolean debug;

    public ReplayCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        List<FileOptions.Job> jobs = files.jobs(around);
        InstantSource clock = clock();
        Path directory = around.directory().resolve(out);
        Files.createDirectories(directory);
        long started = System.nanoTime();
        FileReading reading = FileReading.start(around, jobs);
        Results results;
        try (Interruption interruption = new Interruption(STOP_BOUND);
                LocalCluster cluster = LocalCluster.temporary()) {
            Map<String, String> flags = new HashMap<>(settings);
            flags.put("application.id", "replay");
            flags.put("partitions", Integer.toString(partitions));
            flags.putIfAbsent("threads", Integer.toString(Math.min(partitions, 2)));
            flags.putIfAbsent("commit.interval", "300ms");
            flags.putIfAbsent("publish.interval", "300ms");
            flags.putIfAbsent("scoring.interval", "10m"); // its results are metrics, no feature rows
            SluiceConfig config = cluster.config(flags, around);
            try (RunningApp app = RunningApp.start(config, clock, false)) {
                try (Feeder feeder = Feeder.connect(config)) {
                    reading.feed(feeder, interruption::check);
                }
                if (!FinalTables.drain(config, app, LONGEST_DRAIN, interruption::check)) {
                    throw new CommandFailure(ExitCode.STREAM_FAILED, "The replay did not get through its input");
                }
            }
            results = write(config, reading, directory);
        }
        return report(results, reading, (System.nanoTime() - started) / 1e9);
    }

    /** What there is to tell once the broker is gone. */
    private record Results(int channelWeeks, NavigableMap<String, Reconciliation> books, long deadLetters) {}

    private static Results write(SluiceConfig config, FileReading reading, Path directory) throws IOException {
        NavigableMap<String, ChannelWeek> metrics = FinalTables.channelMetrics(config);
        NavigableMap<String, Reconciliation> books = FinalTables.reconciliation(config);
        MetricsCsv.write(directory.resolve("channel-metrics.csv"), metrics.values());
        ReconciliationText.write(directory.resolve("reconciliation.json"), books);
        long letters = writeDeadLetters(config, directory.resolve("dead-letters.jsonl"));
        writeProblems(reading.problems(), directory.resolve("rejected-rows.jsonl"));
        return new Results(metrics.size(), books, letters);
    }

    private int report(Results results, FileReading reading, double seconds) {
        ReconciliationText.print(around.out(), results.books());
        around.out()
                .println(String.format(
                        Locale.ROOT,
                        "Replayed %,d rows to %,d channel-weeks in %.1f s (%,.0f rows/s, the broker's start and stop"
                                + " included); %,d rows rejected, %,d dead letters; results in %s",
                        reading.rows(),
                        results.channelWeeks(),
                        seconds,
                        reading.rows() / seconds,
                        reading.rejected(),
                        results.deadLetters(),
                        out));
        boolean good =
                reading.rejected() == 0 && results.deadLetters() == 0 && ReconciliationText.balances(results.books());
        return good ? ExitCode.OK.code() : ExitCode.DATA_PROBLEMS.code();
    }

    private InstantSource clock() {
        if (now == null) {
            // One moment for the whole run, so that no week settles half-way.
            return InstantSource.fixed(Instant.now());
        }
        Instant instant = FileOptions.instant(now);
        if (instant == null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--now " + now + " is no time such as 2024-02-01 or 2024-02-01T06:00:00Z");
        }
        return InstantSource.fixed(instant);
    }

    private static long writeDeadLetters(SluiceConfig config, Path file) throws IOException {
        long[] count = {0};
        try (BufferedWriter writer = Files.newBufferedWriter(file);
                Consumer<byte[], byte[]> consumer = Connections.consumer(config)) {
            TopicReader.open(
                            consumer,
                            Topic.DEAD_LETTERS.fullName(config.cluster().topicPrefix()))
                    .ifPresent(reader -> {
                        reader.fromBeginning();
                        reader.toEnd(record -> {
                            line(writer, new FiledLetter(record).json());
                            count[0]++;
                            return true;
                        });
                    });
        }
        return count[0];
    }

    private static void writeProblems(List<RowProblem> problems, Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (RowProblem problem : problems) {
                ObjectNode node = mapper.createObjectNode();
                node.put("file", problem.file().toString());
                node.put("line", problem.line());
                node.put("column", problem.column());
                node.put("value", problem.value());
                node.put("reason", problem.reason());
                line(writer, node);
            }
        }
    }

    private static void line(BufferedWriter writer, Object json) {
        try {
            writer.write(json.toString());
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
