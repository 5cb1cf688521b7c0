package dev.sluice.app.intake;

import dev.sluice.app.ops.DeadLetterHeaders;
import dev.sluice.app.ops.RiverMeters;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Stage 1. Sends a record that lies on the wrong partition to its home by way of the strays topic, unread; turns the
 * others into {@link AccountEvent}s or dead letters.
 */
public final class IntakeProcessor implements Processor<byte[], byte[], Object, Object> {

    /** Names of the child nodes. */
    public record Children(String ledger, String strays, String deadLetters) {}

    private final SchemaRegistry registry;
    private final Map<String, EventKind> kinds;
    private final String straysTopic;
    private final int partitions;
    private final InstantSource clock;
    private final RiverMeters meters;
    private final Children children;
    private @Nullable ProcessorContext<Object, Object> maybeContext;
    private @Nullable Intake maybeIntake;

    /**
     * Creates the stage.
     *
     * @param topicPrefix prefix of every topic name
     * @param partitions partition count of every input topic
     */
    public IntakeProcessor(
            SchemaRegistry registry,
            String topicPrefix,
            int partitions,
            InstantSource clock,
            RiverMeters meters,
            Children children) {
        this.registry = registry;
        this.kinds = new HashMap<>();
        for (EventKind kind : EventKind.values()) {
            kinds.put(kind.topic().fullName(topicPrefix), kind);
        }
        this.straysTopic = Topic.STRAYS.fullName(topicPrefix);
        this.partitions = partitions;
        this.clock = clock;
        this.meters = meters;
        this.children = children;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.maybeContext = context;
        this.maybeIntake = new Intake(registry);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<Object, Object> context = context();
        RecordMetadata lies = context.recordMetadata().orElseThrow();
        boolean stray = lies.topic().equals(straysTopic);
        Origin origin = stray ? strayOrigin(record, lies) : origin(record, lies);
        EventKind kind = kinds.get(origin.topic());
        if (kind == null) {
            // Only what somebody wrote to the strays topic by hand can get here; booked nowhere, kept as a dead letter.
            meters.deadLetter(Reason.INVALID_STRAY.name());
            Rejection why = new Rejection(
                    Reason.INVALID_STRAY,
                    "header " + DeadLetterHeaders.ORIGIN_TOPIC + " names no input topic: "
                            + Rejection.shown(origin.topic()));
            context.forward(DeadLetter.of(origin, why, null), children.deadLetters());
        } else if (!stray && isAwayFromHome(origin.key(), lies.partition())) {
            if (!DeadLetter.fits(origin)) {
                refuseLarge(kind, origin, origin.timestamp());
                return;
            }
            meters.stray(kind.topic());
            context.forward(
                    new Record<>(origin.key(), origin.value(), record.timestamp(), DeadLetter.originHeaders(origin)),
                    children.strays());
        } else {
            intake().read(kind, origin, clock.millis(), new Outlet(context, origin.timestamp()));
        }
    }

    /** A misplaced record that is too large to be sent home. */
    private void refuseLarge(EventKind kind, Origin origin, long timestamp) {
        Rejection why = new Rejection(
                Reason.TOO_LARGE,
                "the record lies on the wrong partition and is larger than " + Topic.WRAPPED_MESSAGE_BYTES
                        + " bytes, too large to be sent home; send smaller ones, or use Kafka's default partitioner");
        // Its account lives elsewhere: it is booked with those that name none.
        new Outlet(context(), timestamp)
                .refused(new AccountEvent.Refused("?/" + origin.partition(), kind, 1, 0, origin), why, null);
    }

    private final class Outlet implements Intake.Outlet {
        private final ProcessorContext<Object, Object> context;
        private final long timestamp;

        Outlet(ProcessorContext<Object, Object> context, long timestamp) {
            this.context = context;
            this.timestamp = timestamp;
        }

        @Override
        public void accepted(AccountEvent event) {
            context.forward(new Record<>(event.account(), event, timestamp), children.ledger());
        }

        @Override
        public void refused(AccountEvent.Refused refused, Rejection why, @Nullable Integer item) {
            meters.deadLetter(why.reason().name());
            context.forward(DeadLetter.of(refused.origin(), why, item), children.deadLetters());
            context.forward(new Record<>(refused.account(), refused, timestamp), children.ledger());
        }
    }

    /** Kafka's default partitioner for keyed records; a record without a key is at home anywhere. */
    private boolean isAwayFromHome(byte @Nullable [] key, int partition) {
        return key != null && key.length > 0 && Utils.toPositive(Utils.murmur2(key)) % partitions != partition;
    }

    private static Origin origin(Record<byte[], byte[]> record, RecordMetadata lies) {
        return new Origin(
                lies.topic(),
                lies.partition(),
                lies.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    private static Origin strayOrigin(Record<byte[], byte[]> record, RecordMetadata lies) {
        Headers headers = record.headers();
        return new Origin(
                text(headers, DeadLetterHeaders.ORIGIN_TOPIC).orElse(""),
                (int) number(headers, DeadLetterHeaders.ORIGIN_PARTITION, lies.partition()),
                number(headers, DeadLetterHeaders.ORIGIN_OFFSET, lies.offset()),
                number(headers, DeadLetterHeaders.ORIGIN_TIMESTAMP, record.timestamp()),
                record.key(),
                record.value(),
                headers);
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static long number(Headers headers, String name, long otherwise) {
        try {
            return text(headers, name).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private ProcessorContext<Object, Object> context() {
        return Objects.requireNonNull(maybeContext, "init comes first");
    }

    private Intake intake() {
        return Objects.requireNonNull(maybeIntake, "init comes first");
    }
}
