package dev.sluice.app.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.RiverMeters.MoneyKind;
import dev.sluice.app.ops.RiverMeters.MoneyOutcome;
import dev.sluice.app.ops.RiverMeters.Outcome;
import dev.sluice.schemas.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OpsServerTest {
    private static final SluiceConfig.Http FREE = new SluiceConfig.Http("127.0.0.1", 0);

    private final OpsMetrics metrics = new OpsMetrics();
    private final AtomicReference<StreamsState> state =
            new AtomicReference<>(StreamsState.of(KafkaStreams.State.CREATED, 0));
    private final OpsServer server = OpsServer.start(FREE, metrics, state::get);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        server.close();
        metrics.close();
    }

    @Test
    void aRunningStreamIsLiveAndReady() throws Exception {
        state.set(StreamsState.of(KafkaStreams.State.RUNNING, 0));
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body())
                .isEqualTo("{\"status\":\"UP\",\"state\":\"running\",\"why\":\"running\"}");
    }

    @Test
    void aRestoringStreamIsLiveNotReadyAndSaysHowMuchIsLeft() throws Exception {
        state.set(StreamsState.of(KafkaStreams.State.REBALANCING, 1234));
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.headers().firstValue("content-type")).contains("application/json");
        assertThat(ready.body()).contains("\"state\":\"restoring\"", "1234 records of state left to restore");
    }

    @Test
    void onlyAFailedStreamIsNotLive() throws Exception {
        for (KafkaStreams.State kafka : KafkaStreams.State.values()) {
            state.set(StreamsState.of(kafka, 0));
            boolean failed = kafka == KafkaStreams.State.ERROR || kafka == KafkaStreams.State.PENDING_ERROR;
            assertThat(get("/health/live").statusCode()).as(kafka.name()).isEqualTo(failed ? 503 : 200);
            assertThat(get("/health/ready").statusCode())
                    .as(kafka.name())
                    .isEqualTo(kafka == KafkaStreams.State.RUNNING ? 200 : 503);
        }
    }

    @Test
    void everyDocumentedMeterIsScraped() throws Exception {
        RiverMeters river = metrics.river();
        river.eventsCounted(Topic.AD_CLICKS, Outcome.DUPLICATE, 3);
        river.deadLetter("negative-spend");
        river.deadLetter("negative-spend");
        river.stray(Topic.ORDERS);
        river.latency(Duration.ofMillis(42));
        river.channelMetricsPublished(7);
        river.boardRows("0_0", 10);
        river.boardRows("0_1", 5);
        river.settledWeeks("0_1", 4);
        river.money("0_0", MoneyKind.SPEND, MoneyOutcome.COUNTED, 12_000_001);

        HttpResponse<String> scraped = get("/metrics");
        assertThat(scraped.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(scraped.body())
                .contains(
                        "sluice_events_total{outcome=\"duplicate\",topic=\"ad-clicks\"} 3.0",
                        "sluice_events_total{outcome=\"accepted\",topic=\"ad-spend\"} 0.0",
                        "sluice_dead_letters_total{reason=\"negative-spend\"} 2.0",
                        "sluice_strays_total{topic=\"orders\"} 1.0",
                        "sluice_ingest_to_metric_seconds_bucket{le=\"0.05\"} 1",
                        "sluice_ingest_to_metric_seconds_bucket{le=\"0.025\"} 0",
                        "sluice_ingest_to_metric_seconds_count 1",
                        "sluice_channel_metrics_published_total 7.0",
                        "sluice_board_rows 15.0",
                        "sluice_settled_weeks 4.0",
                        "sluice_money_micros{kind=\"spend\",outcome=\"counted\"} 1.2000001E7",
                        "jvm_memory_used_bytes",
                        "process_uptime_seconds");

        river.taskClosed("0_0");
        assertThat(get("/metrics").body())
                .contains("sluice_board_rows 5.0", "sluice_money_micros{kind=\"spend\",outcome=\"counted\"} 0.0");
    }

    @Test
    void theIndexSaysWhatIsThere() throws Exception {
        assertThat(get("/").body()).contains("/metrics", "/health/live", "/health/ready");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aTakenPortIsSaidInOneLine() {
        assertThatThrownBy(
                        () -> OpsServer.start(new SluiceConfig.Http("127.0.0.1", server.port()), metrics, state::get))
                .isInstanceOf(OpsServer.AddressException.class)
                .hasMessageContaining("Cannot listen on 127.0.0.1:" + server.port())
                .hasMessageContaining("http.port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
}
