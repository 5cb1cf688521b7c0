package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Show what could not be used and why, and send it again, as it was or corrected.",
        footer = {
            "",
            "Examples:",
            "  sluice dead-letters list --reason NEGATIVE_SPEND",
            "  sluice dead-letters replay --reason UNKNOWN_SCHEMA      (after registering the schema)",
            "  sluice tail dead-letters --max 1 | jq .value > fixed.json      (then edit fixed.json)",
            "  sluice dead-letters replay --at 3:17 --value-file fixed.json",
            "",
            "A replay goes to the topic the record came from. It is not remembered as done: what was counted already",
            "has the same id and revision, and is a duplicate."
        })
public final class DeadLettersCommand implements Runnable {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public DeadLettersCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list or replay");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "List dead letters, oldest first within a partition: place, reason, origin, key, message.")
    int list(
            @Mixin CommonOptions options,
            @Option(names = "--reason", paramLabel = "CODE", description = "Only those with this reason") @Nullable
                    String reason,
            @Option(names = "--json", description = "One JSON object a line") boolean json) {
        SluiceConfig config = options.loadQuietly(around);
        String row = "%-10s %-22s %-36s %-20s %9s  %s%n";
        if (!json) {
            around.out().printf(row, "AT", "REASON", "ORIGIN", "KEY", "BYTES", "MESSAGE");
        }
        long[] count = {0};
        each(config, letter -> {
            if (reason != null && !letter.isFor(reason)) {
                return true;
            }
            count[0]++;
            if (json) {
                around.out().println(letter.json());
            } else {
                String origin =
                        letter.origin().map(FiledLetter.Origin::toString).orElse("unknown");
                String message = letter.item().map(i -> "click " + i + ": ").orElse("") + letter.message();
                around.out()
                        .printf(row, letter.place(), letter.reason(), origin, letter.shownKey(), size(letter), message);
            }
            return !around.out().checkError();
        });
        around.err().println(count[0] == 1 ? "1 dead letter" : count[0] + " dead letters");
        return ExitCode.OK.code();
    }

    @Command(mixinStandardHelpOptions = true, description = "Send dead letters to the topics they came from.")
    int replay(
            @Mixin CommonOptions options,
            @Option(names = "--all", description = "Every dead letter") boolean all,
            @Option(names = "--reason", paramLabel = "CODE", description = "Those with this reason") @Nullable
                    String reason,
            @Option(
                            names = "--at",
                            paramLabel = "PARTITION:OFFSET",
                            description = "The one at this place of the dead-letters topic; may be repeated")
                    @Nullable
                    List<String> places,
            @Option(
                            names = "--value-file",
                            paramLabel = "FILE",
                            description = "Send this instead of the value, for exactly one --at: JSON as `sluice tail`"
                                    + " prints it, encoded with the topic's schema")
                    @Nullable
                    Path valueFile,
            @Option(names = "--raw", description = "The value file holds the very bytes to send") boolean raw,
            @Option(
                            names = "--key",
                            paramLabel = "TEXT",
                            description = "Key to send with --value-file (else the value's account)")
                    @Nullable
                    String key,
            @Option(names = "--dry-run", description = "Say what would be sent; send nothing") boolean dryRun) {
        List<String> at = places == null ? List.of() : List.copyOf(places);
        checkSelection(all, reason, at);
        if (valueFile != null && at.size() != 1) {
            throw usage("--value-file corrects one dead letter: give exactly one --at PARTITION:OFFSET");
        }
        if (valueFile == null && (raw || key != null)) {
            throw usage("--raw and --key go with --value-file");
        }
        Predicate<FiledLetter> chosen =
                letter -> all || (reason != null && letter.isFor(reason)) || at.contains(letter.place());
        SluiceConfig config = options.loadQuietly(around);
        try (DeadLetterReplay replay = new DeadLetterReplay(config, around, dryRun)) {
            List<String> absent = new ArrayList<>(at);
            each(config, letter -> {
                if (chosen.test(letter)) {
                    absent.remove(letter.place());
                    if (valueFile == null) {
                        replay.asItWas(letter);
                    } else {
                        replay.corrected(letter, around.directory().resolve(valueFile), raw, key);
                    }
                }
                return true;
            });
            int sent = replay.finish();
            around.err().println((dryRun ? "Would send " : "Sent ") + (sent == 1 ? "1 record" : sent + " records"));
            if (!absent.isEmpty()) {
                throw new CommandFailure(ExitCode.DATA_PROBLEMS, "No dead letter at " + String.join(", ", absent));
            }
            return (replay.unsendable() == 0 ? ExitCode.OK : ExitCode.DATA_PROBLEMS).code();
        }
    }

    private void checkSelection(boolean all, @Nullable String reason, List<String> at) {
        if ((all ? 1 : 0) + (reason != null ? 1 : 0) + (at.isEmpty() ? 0 : 1) != 1) {
            throw usage("Say which: --all, or --reason CODE, or --at PARTITION:OFFSET");
        }
        for (String place : at) {
            if (!place.matches("\\d{1,9}:\\d{1,18}")) {
                throw usage("--at " + place + " must be PARTITION:OFFSET, as `sluice dead-letters list` prints it");
            }
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.subcommands().get("replay"), message);
    }

    private static void each(SluiceConfig config, Predicate<FiledLetter> more) {
        String topic = Topic.DEAD_LETTERS.fullName(config.cluster().topicPrefix());
        try (Consumer<byte[], byte[]> consumer = Connections.consumer(config)) {
            TopicReader reader = TopicReader.open(consumer, topic)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.DATA_PROBLEMS,
                            "The cluster has no topic " + topic + "; `sluice topics create` makes it"));
            reader.fromBeginning();
            reader.toEnd(record -> more.test(new FiledLetter(record)));
        }
    }

    private static int size(FiledLetter letter) {
        byte[] value = letter.record().value();
        return value == null ? 0 : value.length;
    }
}
