package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice tail}. */
@Command(
        name = "tail",
        description = {
            "Print a topic's records as lines of JSON, decoded; committed ones only.",
            "Without options: the last 10."
        },
        footer = {
            "",
            "Examples:",
            "  sluice tail channel-metrics",
            "  sluice tail orders --from-beginning --max 100 | jq .value.status",
            "  sluice tail dead-letters --follow"
        })
public final class TailCommand implements Callable<Integer> {
    private static final int USUAL = 10;

    private final Surroundings around;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "TOPIC",
            description = "Short name (ad-spend) or full name (sluice.ad-spend.v1); any topic of the cluster will do")
    private String topic = "";

    @Option(names = "--from-beginning", description = "Start with the oldest record")
    private boolean fromBeginning;

    @Option(names = "--follow", description = "Go on with new records as they come, until Ctrl-C")
    private boolean follow;

    @Option(names = "--max", paramLabel = "N", description = "Stop after N records")
    private @Nullable Integer max;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public TailCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (max != null && max < 1) {
            throw new ParameterException(spec.commandLine(), "--max is " + max + ", must be 1 or more");
        }
        SluiceConfig config = options.loadQuietly(around);
        String prefix = config.cluster().topicPrefix();
        String name = Topic.byName(topic, prefix).map(t -> t.fullName(prefix)).orElse(topic);
        try (Consumer<byte[], byte[]> consumer = Connections.consumer(config);
                SchemaRegistry registry = Connections.registry(config)) {
            TopicReader reader = TopicReader.open(consumer, name).orElseThrow(() -> missing(name));
            print(reader, new RecordLine(new ValueDecoder(registry)));
        }
        return ExitCode.OK.code();
    }

    private void print(TopicReader reader, RecordLine line) {
        if (!fromBeginning && !follow) {
            int n = max == null ? USUAL : max;
            reader.nearEnd(n);
            last(reader, n).forEach(record -> around.out().println(line.of(record)));
            return;
        }
        long[] left = {max == null ? Long.MAX_VALUE : max};
        Predicate<ConsumerRecord<byte[], byte[]>> printed = record -> {
            around.out().println(line.of(record));
            // A pipe whose reader has left (| head) ends it.
            return --left[0] > 0 && !around.out().checkError();
        };
        if (fromBeginning) {
            reader.fromBeginning();
        } else {
            reader.fromEnd();
        }
        if (follow) {
            reader.follow(printed);
        } else {
            reader.toEnd(printed);
        }
    }

    /** The last {@code n} records over all partitions, oldest first. */
    private static List<ConsumerRecord<byte[], byte[]>> last(TopicReader reader, int n) {
        Map<Integer, Deque<ConsumerRecord<byte[], byte[]>>> newest = new HashMap<>();
        reader.toEnd(record -> {
            Deque<ConsumerRecord<byte[], byte[]>> kept =
                    newest.computeIfAbsent(record.partition(), p -> new ArrayDeque<>());
            kept.addLast(record);
            if (kept.size() > n) {
                kept.removeFirst();
            }
            return true;
        });
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        newest.values().forEach(all::addAll);
        all.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                .thenComparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        return all.subList(Math.max(0, all.size() - n), all.size());
    }

    private static CommandFailure missing(String name) {
        String known = Arrays.stream(Topic.values()).map(Topic::shortName).collect(Collectors.joining(", "));
        return new CommandFailure(
                ExitCode.DATA_PROBLEMS,
                "The cluster has no topic " + name + ". Sluice's are " + known + "; `sluice topics create` makes them");
    }
}
