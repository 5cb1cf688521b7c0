package dev.sluice.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerKillTest {

    /** A process that does nothing but be a broker, until its standard input ends or it is killed. */
    static final class BrokerProcess {
        private BrokerProcess() {}

        public static void main(String[] args) throws IOException {
            try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0)) {
                System.out.println(broker.bootstrapServers());
                while (System.in.read() >= 0) {
                    // Wait for the end.
                }
            }
        }
    }

    @Test
    void acknowledgedRecordsSurviveAKilledProcess(@TempDir Path folder) throws Exception {
        Path directory = folder.resolve("broker");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        BrokerProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String bootstrap = out.readLine();
            assertThat(bootstrap).startsWith("127.0.0.1:");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
                admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
            }
            try (var producer = new KafkaProducer<>(
                    Map.<String, Object>of("bootstrap.servers", bootstrap),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>("t", "kept")).get();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                var consumer = new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "group.id",
                                "g",
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.subscribe(List.of("t"));
            List<String> values = new ArrayList<>();
            await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return !values.isEmpty();
            });
            assertThat(values).containsExactly("kept");
        }
    }
}
