package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Main;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.PayloadEncoder;
import dev.sluice.schemas.SchemaRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A broker, a registry and the command line in front of them. Each {@link #world} has topics of its own. */
final class CommandLineFixture implements AutoCloseable {
    /** What a command printed and how it ended. */
    record Ran(int code, String out, String err) {
        Ran endsWith(int wanted) {
            assertThat(code).as("out: %s%nerr: %s", out, err).isEqualTo(wanted);
            return this;
        }
    }

    private final EmbeddedBroker broker = EmbeddedBroker.startTemporary();
    private final EmbeddedRegistry registry = EmbeddedRegistry.startTemporary();
    private final AtomicInteger worlds = new AtomicInteger();

    World world() {
        return new World("t" + worlds.incrementAndGet() + ".");
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }

    /** One topic prefix. */
    final class World {
        private final Map<String, String> env = new HashMap<>();
        final String prefix;

        World(String prefix) {
            this.prefix = prefix;
            env.put("SLUICE_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            env.put("SLUICE_SCHEMA_REGISTRY_URL", registry.url());
            env.put("SLUICE_TOPIC_PREFIX", prefix);
            env.put("SLUICE_PARTITIONS", "2");
        }

        World with(String name, String value) {
            env.put(name, value);
            return this;
        }

        Ran run(String... args) {
            return CommandLineFixture.run(env, args);
        }

        /** What a command run here goes by. */
        SluiceConfig config() {
            return SluiceConfig.load(Map.of(), env, null);
        }

        /** The app on these topics, at a standing moment; what it has to do is done when {@link #settled} returns. */
        RunningApp app(Path stateDir, Instant now) throws Exception {
            with("SLUICE_STATE_DIR", stateDir.toString());
            with("SLUICE_APPLICATION_ID", prefix + "app");
            with("SLUICE_COMMIT_INTERVAL", "100ms");
            return RunningApp.start(config(), InstantSource.fixed(now), false);
        }

        void settled(RunningApp app) throws Exception {
            assertThat(FinalTables.drain(config(), app, Duration.ofSeconds(60), () -> {}))
                    .as("the app has read and published everything")
                    .isTrue();
        }

        String topic(String shortName) {
            return prefix + shortName + ".v1";
        }

        Admin admin() {
            return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        }

        KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
            Properties properties = new Properties();
            properties.put("bootstrap.servers", broker.bootstrapServers());
            properties.putAll(more);
            return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }

        RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Exception {
            try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
                return producer.send(record).get();
            }
        }

        RecordMetadata send(String shortName, @Nullable String key, byte[] value) throws Exception {
            return send(new ProducerRecord<>(topic(shortName), key == null ? null : bytes(key), value));
        }

        byte[] encoded(SpendReport report) {
            try (SchemaRegistry client = SchemaRegistry.connect(Map.of("schema.registry.url", registry.url()))) {
                return new PayloadEncoder(client, true).encode(topic("ad-spend"), report);
            }
        }
    }

    /** Runs a command line on its own. */
    static Ran run(Map<String, String> env, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err), env);
        return new Ran(code, out.toString(), err.toString());
    }

    static SpendReport spend(String account, long micros) {
        return SpendReport.newBuilder()
                .setAccount(account)
                .setChannel("paid_search")
                .setDay(20_000)
                .setSpendMicros(micros)
                .setCurrency("EUR")
                .setImpressions(1000L)
                .setRevision(1)
                .setReportedAt(1_728_000_000_000L)
                .build();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
