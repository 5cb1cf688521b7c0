package dev.sluice.app.api.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.api.ApiParts;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.ProblemException;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.read.Reader;
import dev.sluice.app.api.view.Row;
import dev.sluice.app.api.view.Views;
import dev.sluice.app.config.HttpToken.Scope;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.ops.StreamsState;
import dev.sluice.app.scoring.NoModels;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.Decision;
import dev.sluice.event.LiftTest;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Policies, decisions, plans, experiments and webhooks on a real broker, read back through the views. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WritesOnKafkaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-05T00:00:00Z"));
    private static final String SECRET = "hush-hush-1";

    private final List<AutoCloseable> open = new ArrayList<>();
    private List<Route> routes = List.of();

    @SuppressWarnings("NullAway.Init") // before all
    private Views views;

    @SuppressWarnings("NullAway.Init") // before all
    private DurableWriter writer;

    @BeforeAll
    void start() throws Exception {
        EmbeddedBroker broker = opened(EmbeddedBroker.startTemporary());
        EmbeddedRegistry registry = opened(EmbeddedRegistry.startTemporary());
        SluiceConfig config = SluiceConfig.load(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "schema.registry.url", registry.url(),
                        "webhooks.shopify.secrets", "account=acme;secret=old-secret, account=acme;secret=" + SECRET),
                Map.of(),
                null);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Arrays.stream(Topic.values())
                            .map(topic -> new NewTopic(topic.fullName("sluice."), Optional.of(1), Optional.empty())
                                    .configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
        OpsMetrics metrics = opened(new OpsMetrics());
        ApiParts parts = new ApiParts(
                config,
                () -> new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "isolation.level",
                                "read_committed",
                                "enable.auto.commit",
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                new NoModels(),
                () -> StreamsState.starting("in a test"),
                metrics.api(),
                CLOCK);
        views = opened(Views.start(config, parts.consumers(), parts.meters(), CLOCK));
        writer = opened(DurableWriter.open(config));
        Writes writes = opened(Writes.open(parts, views, new Reader(views)));
        routes =
                writes.routes().stream().flatMap(each -> each.routes().stream()).toList();
        await().atMost(Duration.ofSeconds(30)).until(views::isCaughtUp);
    }

    private <T extends AutoCloseable> T opened(T thing) {
        open.addFirst(thing);
        return thing;
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Route route(Route.Method method, String template) {
        return routes.stream()
                .filter(route -> route.method() == method && route.template().equals(template))
                .findFirst()
                .orElseThrow();
    }

    private Reply.Whole call(
            Route.Method method, String template, Map<String, String> names, Map<String, String> headers, String body)
            throws InterruptedException {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "application/json");
        Call call = new Call("maria", template, names, names, all, body.getBytes(StandardCharsets.UTF_8));
        return (Reply.Whole) route(method, template).endpoint().answer(call);
    }

    private Reply.Whole call(Route.Method method, String template, Map<String, String> names, String body)
            throws InterruptedException {
        return call(method, template, names, Map.of(), body);
    }

    private static JsonNode json(Reply.Whole reply) throws Exception {
        return JSON.readTree(reply.body());
    }

    @Test
    void aPolicyIsSetOverTheOneBeforeAndTheLogSaysByWhom() throws Exception {
        String path = "/api/v1/policies/{account}";
        Map<String, String> who = Map.of("account", "policies");
        JsonNode first = json(call(
                Route.Method.PUT, path, who, "{\"time_zone\":\"Europe/Berlin\",\"weekly_budget_micros\":5000000}"));
        assertThat(first.get("revision").asLong()).isEqualTo(1);
        // At once, whether the view has it or not.
        JsonNode second = json(call(Route.Method.PUT, path, who, "{\"objective\":\"MAX_REVENUE\"}"));
        assertThat(second.get("revision").asLong()).isEqualTo(2);
        await().atMost(Duration.ofSeconds(20)).until(() -> policy("policies").getRevision() == 2);
        JsonNode third = json(call(Route.Method.PUT, path, who, "{\"max_weekly_shift\":0.3}"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> policy("policies").getRevision()
                        == third.get("revision").asLong());
        assertThat(policy("policies").getTimeZone()).contains("Europe/Berlin");
        assertThat(policy("policies").getWeeklyBudgetMicros()).isEmpty();
        assertThat(policy("policies").getMaxWeeklyShift()).isEqualTo(0.3);

        assertThatThrownBy(() -> call(Route.Method.PUT, path, who, "{\"revision\":2}"))
                .hasMessageContaining("Revision 3 is in force");
        assertThatThrownBy(() -> call(Route.Method.PUT, path, who, "{\"margin\":7}"))
                .hasMessageContaining("margin");
        assertThatThrownBy(() -> call(Route.Method.PUT, path, who, "{\"chanels\":[]}"))
                .hasMessageContaining("#/chanels");
        assertThatThrownBy(() -> call(Route.Method.PUT, path, who, "{\"account\":\"other\"}"))
                .hasMessageContaining("#/account");
        assertThat(route(Route.Method.PUT, path).scope()).isEqualTo(Scope.APPROVE);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> views.audit().newest("policies").size() == 3);
        assertThat(views.audit().newest("policies"))
                .extracting(row -> row.value().getActor() + " " + row.value().getSubject())
                .containsExactly("maria 3", "maria 2", "maria 1");
    }

    private BudgetPolicy policy(String account) {
        return views.policies().row(account, "").map(Row::value).orElseGet(() -> BudgetPolicy.newBuilder()
                .setAccount(account)
                .setRevision(0)
                .setUpdatedAt(0)
                .build());
    }

    @Test
    void onlyTheAdviceThatStandsCanBeDecidedOn() throws Exception {
        String path = "/api/v1/recommendations/{account}/decisions";
        Map<String, String> who = Map.of("account", "advised");
        String approve = "{\"decision\":\"approve\",\"recommendation_id\":\"r1\",\"note\":\"as agreed\"}";
        assertThatThrownBy(() -> call(Route.Method.POST, path, who, approve)).hasMessageContaining("No advice stands");
        writer.write(List.of(new DurableWriter.Entry(Topic.RECOMMENDATIONS, "advised", advice("r1"))));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> views.recommendations().row("advised", "").isPresent());
        assertThat(call(Route.Method.POST, path, who, approve).status()).isEqualTo(201);
        JsonNode told = json(call(Route.Method.GET, path, who, "")).get("items");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).get("decision").asText()).isEqualTo("approve");
        assertThat(told.get(0).get("by").asText()).isEqualTo("maria");
        assertThat(told.get(0).get("at").asText()).isEqualTo("2026-03-05T00:00:00Z");
        assertThat(told.get(0).get("note").asText()).isEqualTo("as agreed");
        assertThatThrownBy(() -> call(Route.Method.POST, path, who, approve.replace("r1", "r0")))
                .hasMessageContaining("r1 stands now");
        assertThatThrownBy(() -> call(Route.Method.POST, path, who, approve.replace("approve", "perhaps")))
                .hasMessageContaining("#/decision");
        assertThat(route(Route.Method.POST, path).scope()).isEqualTo(Scope.APPROVE);
    }

    private static BudgetRecommendation advice(String id) {
        return BudgetRecommendation.newBuilder()
                .setAccount("advised")
                .setRecommendationId(id)
                .setWeek(LocalDate.parse("2026-03-09"))
                .setCreatedAt(Instant.parse("2026-03-04T00:00:00Z"))
                .setDecision(Decision.HOLD)
                .setReason("No model.")
                .setCurrency("EUR")
                .setChannels(new ArrayList<>())
                .setModelVersion("")
                .setModelSha256("")
                .setPolicyRevision(0)
                .setInputOffsets(new HashMap<>())
                .build();
    }

    @Test
    void aPlanIsFoundAsSoonAsItIsSavedAndGoneAsSoonAsItIsDeleted() throws Exception {
        String one = "/api/v1/plans/{account}/{name}";
        Map<String, String> names = Map.of("account", "a/b", "name", "Q1/Q2 ä");
        String plan = "{\"total_micros\":7,\"channels\":[{\"channel\":\"meta\",\"micros\":7,\"max_micros\":null}]}";
        assertThat(call(Route.Method.PUT, one, names, plan).status()).isEqualTo(200);
        JsonNode items =
                json(call(Route.Method.GET, "/api/v1/plans", names, "")).get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("name").asText()).isEqualTo("Q1/Q2 ä");
        assertThat(items.at("/0/channels/0/micros").asLong()).isEqualTo(7);
        assertThat(items.at("/0/updated_by").asText()).isEqualTo("maria");
        assertThatThrownBy(() -> call(Route.Method.PUT, one, names, plan.replace(":7,\"ch", ":8,\"ch")))
                .hasMessageContaining("add up to 7");
        assertThat(call(Route.Method.DELETE, one, names, "").status()).isEqualTo(204);
        assertThat(json(call(Route.Method.GET, "/api/v1/plans", names, "")).get("items"))
                .isEmpty();
    }

    @Test
    void aLiftTestIsOnItsTopicAndAnImpossibleOneIsRefused() throws Exception {
        String test = "{\"account\":\"lifts\",\"test_id\":\"t1\",\"channel\":\"meta\",\"delta_spend_micros\":-5000000,"
                + "\"delta_outcome\":-12.5,\"standard_error\":3.0}";
        assertThat(call(Route.Method.POST, "/api/v1/lift-tests", Map.of(), test).status())
                .isEqualTo(201);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !views.liftTests().rows("lifts").isEmpty());
        LiftTest read = views.liftTests().rows("lifts").getFirst().value();
        assertThat(read.getDeltaOutcome()).isEqualTo(-12.5);
        assertThat(read.getOutcome()).isEqualTo("revenue");
        for (String odd :
                List.of(test.replace("3.0", "0"), test.replace("-5000000", "0"), test.replace("\"meta\"", "\"\""))) {
            assertThatThrownBy(() -> call(Route.Method.POST, "/api/v1/lift-tests", Map.of(), odd))
                    .isInstanceOf(ProblemException.class);
        }
    }

    private static String signature(String body, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSignedWebhookIsAnOrderAndAnUnsignedOneIsNothing() throws Exception {
        String path = "/api/v1/webhooks/shopify/{account}";
        Map<String, String> who = Map.of("account", "acme");
        String order = "{\"id\":42,\"created_at\":\"2026-03-02T10:00:00Z\",\"updated_at\":\"2026-03-02T11:00:00Z\","
                + "\"currency\":\"EUR\",\"total_price\":\"10.00\"}";
        Map<String, String> signed =
                Map.of("x-shopify-topic", "orders/create", "x-shopify-hmac-sha256", signature(order, SECRET));
        JsonNode answer = json(call(Route.Method.POST, path, who, signed, order));
        assertThat(answer.get("status").asText()).isEqualTo("accepted");
        assertThat(answer.get("topic").asText()).isEqualTo("sluice.orders.v1");
        assertThat(answer.get("order_id").asText()).isEqualTo("42");
        // The body was changed; the account is another's; there is no signature.
        String changed = order.replace("10.00", "99.00");
        assertThatThrownBy(() -> call(Route.Method.POST, path, who, signed, changed))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> call(Route.Method.POST, path, Map.of("account", "other"), signed, order))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> call(Route.Method.POST, path, who, Map.of(), order))
                .hasMessageContaining("does not fit");
        String test = order.replace("{\"id\"", "{\"test\":true,\"id\"");
        assertThat(json(call(
                                Route.Method.POST,
                                path,
                                who,
                                Map.of(
                                        "x-shopify-topic",
                                        "orders/create",
                                        "x-shopify-hmac-sha256",
                                        signature(test, "old-secret")),
                                test))
                        .get("status")
                        .asText())
                .isEqualTo("skipped");
        String odd = order.replace("EUR", "XXZ");
        assertThatThrownBy(() -> call(
                        Route.Method.POST,
                        path,
                        who,
                        Map.of("x-shopify-topic", "orders/paid", "x-shopify-hmac-sha256", signature(odd, SECRET)),
                        odd))
                .hasMessageContaining("XXZ");
    }
}
