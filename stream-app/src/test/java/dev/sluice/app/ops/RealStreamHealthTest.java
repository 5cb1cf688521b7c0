package dev.sluice.app.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health and metrics of a real stream on a real broker, from its start to its failure. */
final class RealStreamHealthTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void probesFollowTheStreamFromStartToFailure(@TempDir Path state) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary();
                OpsMetrics metrics = new OpsMetrics();
                KafkaStreams streams = stream(broker, state);
                OpsServer server = OpsServer.start(
                        new SluiceConfig.Http("127.0.0.1", 0), metrics, () -> StreamsState.of(streams));
                HttpClient client = HttpClient.newHttpClient()) {
            metrics.watch(streams);
            assertThat(status(client, server, "/health/ready")).isEqualTo(503);
            assertThat(status(client, server, "/health/live")).isEqualTo(200);

            streams.start();
            await().atMost(BOUND).until(() -> status(client, server, "/health/ready") == 200);
            assertThat(metrics.scrape()).contains("kafka_stream_", "kafka_consumer_");

            send(broker, "poison");
            await().atMost(BOUND).until(() -> status(client, server, "/health/live") == 503);
            assertThat(status(client, server, "/health/ready")).isEqualTo(503);
        }
    }

    private static KafkaStreams stream(EmbeddedBroker broker, Path state) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("in", 1, (short) 1))).all().get();
        }
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String())).foreach((key, value) -> {
            throw new IllegalStateException(value);
        });
        Properties properties = new Properties();
        properties.put("application.id", "health");
        properties.put("bootstrap.servers", broker.bootstrapServers());
        properties.put("state.dir", state.toString());
        KafkaStreams streams = new KafkaStreams(builder.build(), properties);
        streams.setUncaughtExceptionHandler(e -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        return streams;
    }

    private static void send(EmbeddedBroker broker, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("in", value)).get();
        }
    }

    private static int status(HttpClient client, OpsServer server, String path)
            throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
