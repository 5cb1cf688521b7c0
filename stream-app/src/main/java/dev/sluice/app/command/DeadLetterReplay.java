package dev.sluice.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.intake.RecordFromJson;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.schemas.PayloadEncoder;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends dead letters back to where they came from. */
final class DeadLetterReplay implements AutoCloseable {
    private final SluiceConfig config;
    private final Surroundings around;
    private final boolean dryRun;
    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> pending = new ArrayList<>();
    // Several bad clicks of one batch are several dead letters of one record.
    private final Set<FiledLetter.Origin> seen = new HashSet<>();
    private int sent;
    private int unsendable;

    DeadLetterReplay(SluiceConfig config, Surroundings around, boolean dryRun) {
        this.config = config;
        this.around = around;
        this.dryRun = dryRun;
        this.producer = Connections.producer(config);
    }

    /** Sends the original record, once per record however many dead letters it has. */
    void asItWas(FiledLetter letter) {
        if (letter.isTruncated()) {
            unsendable++;
            around.err()
                    .println("warning: the original of the dead letter at " + letter.place()
                            + " was too large to be kept whole; send it again from its source");
            return;
        }
        Optional<FiledLetter.Origin> origin = origin(letter);
        if (origin.isPresent() && seen.add(origin.get())) {
            send(letter, letter.original(origin.get()));
        }
    }

    /** Sends the file's value in place of the original one. */
    void corrected(FiledLetter letter, Path file, boolean raw, @Nullable String key) {
        Optional<FiledLetter.Origin> origin = origin(letter);
        if (origin.isEmpty()) {
            return;
        }
        String topic = origin.get().topic();
        byte[] value = content(file);
        byte[] newKey = key == null ? letter.record().key() : key.getBytes(StandardCharsets.UTF_8);
        Optional<Schema> schema =
                Topic.byName(topic, config.cluster().topicPrefix()).flatMap(Topic::valueSchema);
        if (schema.isPresent() && !raw) {
            SpecificRecord record = record(file, value, schema.get());
            value = encode(topic, record);
            newKey = key == null ? account(record, schema.get()).orElse(newKey) : newKey;
        }
        send(letter, letter.with(origin.get(), newKey, value));
    }

    /** Waits until everything has arrived; returns how many records were sent. */
    int finish() {
        producer.flush();
        confirm();
        return sent;
    }

    /** Dead letters that don't say where they came from. */
    int unsendable() {
        return unsendable;
    }

    private Optional<FiledLetter.Origin> origin(FiledLetter letter) {
        Optional<FiledLetter.Origin> origin = letter.origin();
        if (origin.isEmpty()) {
            unsendable++;
            around.err()
                    .println("warning: the dead letter at " + letter.place()
                            + " does not say where it came from; left alone");
        }
        return origin;
    }

    private void send(FiledLetter letter, ProducerRecord<byte[], byte[]> record) {
        sent++;
        around.out().println(letter.place() + " -> " + record.topic() + "  (" + letter.reason() + ")");
        if (!dryRun) {
            pending.add(producer.send(record));
            if (pending.size() >= 1000) {
                confirm();
            }
        }
    }

    private void confirm() {
        try {
            for (Future<RecordMetadata> one : pending) {
                one.get();
            }
            pending.clear();
        } catch (ExecutionException | InterruptedException e) {
            throw CommandFailure.of(e);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "--value-file " + file + " can't be read", e);
        }
    }

    private static SpecificRecord record(Path file, byte[] content, Schema schema) {
        try {
            return RecordFromJson.read(new ObjectMapper().readTree(content), schema);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new CommandFailure(
                    ExitCode.DATA_PROBLEMS, file + " is no JSON (--raw sends it byte for byte): " + why, e);
        } catch (RecordFromJson.MisfitException e) {
            throw new CommandFailure(
                    ExitCode.DATA_PROBLEMS, file + " is no " + schema.getName() + ": " + e.getMessage(), e);
        }
    }

    private byte[] encode(String topic, SpecificRecord record) {
        boolean register = !"false".equals(config.registryProperties().get("auto.register.schemas"));
        try (SchemaRegistry registry = Connections.registry(config)) {
            return new PayloadEncoder(registry, register).encode(topic, record);
        }
    }

    /** Every input's key is its account. */
    private static Optional<byte[]> account(SpecificRecord record, Schema schema) {
        Schema.Field field = schema.getField("account");
        return field == null
                ? Optional.empty()
                : Optional.of(String.valueOf(record.get(field.pos())).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
