package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.ProblemException;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.model.PlanningRoutes;
import dev.sluice.app.budget.SpentWeeks;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelLoading.Opened;
import dev.sluice.app.scoring.ResponseFiles;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.app.scoring.ShelfListener;
import dev.sluice.event.BudgetPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Planning over HTTP says what {@code sluice optimize --model} says of the same spends. In draw s (1 to 3) of the model a unit
 * of search brings s, one of social 2 s, half of it in its own week and half in the next.
 */
final class OptimizeOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MONDAY = 20_450;

    @TempDir
    private Path folder = Path.of("");

    private byte[] model = {};
    private @Nullable BudgetPolicy policy;

    @BeforeEach
    void writeModel() throws IOException {
        model = ResponseFiles.good("response", "v7").build().toByteArray();
        Files.write(folder.resolve("response.onnx"), model);
        Files.writeString(folder.resolve("past.csv"), "date,social,search\n2026-02-23,20,10\n2026-03-02,20,40\n");
    }

    /** Last week 10 on search and 20 on social; this week search has spent 40 already. */
    private static final class Spent implements SpentWeeks {
        private final TreeMap<Integer, SortedMap<String, Long>> weeks = new TreeMap<>(Map.of(
                MONDAY - 7,
                new TreeMap<>(Map.of("search", 10_000_000L, "social", 20_000_000L)),
                MONDAY,
                new TreeMap<>(Map.of("search", 40_000_000L, "social", 3_000_000L))));

        @Override
        public int openWeek() {
            return MONDAY;
        }

        @Override
        public NavigableSet<Integer> weeks() {
            return weeks.navigableKeySet();
        }

        @Override
        public SortedMap<String, Long> spend(int week) {
            return weeks.getOrDefault(week, new TreeMap<>());
        }
    }

    private PlanningRoutes routes() {
        Shelf shelf = new Shelf() {
            @Override
            public Optional<Scorer> live(String account, String kind) {
                return kind.equals("response")
                                && new ModelLoading(1 << 24, ShelfListener.none()).open(model)
                                        instanceof Opened(Scorer scorer)
                        ? Optional.of(scorer)
                        : Optional.empty();
            }

            @Override
            public List<Scorer> shadows(String account, String kind) {
                return List.of();
            }

            @Override
            public long changes() {
                return 0;
            }
        };
        return new PlanningRoutes(shelf, new PlanningRoutes.Accounts() {
            @Override
            public Optional<SpentWeeks> spent(String account) {
                return account.equals("acme") ? Optional.of(new Spent()) : Optional.empty();
            }

            @Override
            public Optional<BudgetPolicy> policy(String account) {
                return Optional.ofNullable(policy);
            }

            @Override
            public Optional<String> currency(String account) {
                return Optional.of("EUR");
            }
        });
    }

    private JsonNode call(String path, Map<String, String> query, String body) throws Exception {
        Route route = routes().routes().stream()
                .filter(each -> each.template().equals(path))
                .findFirst()
                .orElseThrow();
        Call call = new Call(
                "tester",
                path,
                Map.of(),
                query,
                Map.of("content-type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
        return JSON.readTree(((Reply.Whole) route.endpoint().answer(call)).body());
    }

    private JsonNode optimize(String body) throws Exception {
        return call("/api/v1/optimize", Map.of(), body);
    }

    private JsonNode command(String... more) throws Exception {
        String[] fixed = {
            "optimize",
            "--model",
            folder.resolve("response.onnx").toString(),
            "--past",
            folder.resolve("past.csv").toString(),
            "--current",
            "search=10,social=20",
            "--strategy",
            "all",
            "--json"
        };
        String[] all = new String[fixed.length + more.length];
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return JSON.readTree(CommandLineFixture.run(Map.of(), all).endsWith(0).out());
    }

    private static void assertSame(JsonNode http, JsonNode command) {
        JsonNode recommended = http.get("recommended");
        for (int c = 0; c < 2; c++) {
            JsonNode ours = recommended.at("/channels/" + c);
            JsonNode theirs = command.at("/channels/" + c);
            assertThat(ours.get("channel")).isEqualTo(theirs.get("channel"));
            assertThat(theirs.get("recommended").decimalValue().movePointRight(6))
                    .isEqualByComparingTo(ours.get("micros").decimalValue());
            assertNumber(ours.get("response"), theirs.get("response"));
            assertNumber(ours.at("/marginal_return/p90"), theirs.at("/marginal_return_interval/p90"));
            assertThat(ours.get("limit")).isEqualTo(theirs.get("limit"));
        }
        assertNumber(recommended.get("response"), command.get("response"));
        assertNumber(recommended.at("/uplift/p10"), command.at("/uplift/p10"));
        assertNumber(recommended.at("/uplift/mean"), command.at("/uplift/mean"));
        assertNumber(http.at("/certificate/upper_bound"), command.get("upper_bound"));
        int possible = 0;
        for (JsonNode strategy : command.get("strategies")) {
            if (strategy.has("response")) {
                JsonNode ours = http.at("/strategies/" + possible++);
                assertThat(ours.get("name")).isEqualTo(strategy.get("strategy"));
                assertNumber(ours.get("response"), strategy.get("response"));
            }
        }
        assertThat(http.get("strategies")).hasSize(possible);
        assertThat(http.get("not_possible")).hasSize(command.get("strategies").size() - possible);
    }

    private static void assertNumber(JsonNode ours, JsonNode theirs) {
        assertThat(ours.isNumber()).isTrue();
        assertThat(ours.asDouble()).isEqualTo(theirs.asDouble(), within(1e-9));
    }

    @Test
    void aBudgetIsSplitAsTheCommandSplitsIt() throws Exception {
        assertSame(optimize("{\"account\":\"acme\",\"budget_micros\":30000000}"), command("--budget", "30"));
    }

    @Test
    void thePolicyInForceBindsAsTheCommandsFile() throws Exception {
        policy = BudgetPolicy.newBuilder()
                .setAccount("acme")
                .setRevision(1)
                .setUpdatedAt(0)
                .setMaxWeeklyShift(0.2)
                .setStepMicros(1_000_000)
                .build();
        String file = Files.writeString(folder.resolve("policy.yaml"), "max_weekly_shift: 20%\nstep: 1\n")
                .toString();
        assertSame(optimize("{\"account\":\"acme\"}"), command("--budget", "30", "--policy", file));
        JsonNode free = optimize("{\"account\":\"acme\",\"budget_micros\":30000000,\"limits\":[]}");
        assertThat(free.at("/recommended/channels/0/micros").asLong()).isZero();
    }

    @Test
    void limitsOfTheRequestHoldAndAClashIsTold() throws Exception {
        String limits = "\"limits\":[{\"channel\":\"search\",\"min_micros\":12000000,\"max_micros\":12000000}]";
        JsonNode split = optimize("{\"account\":\"acme\",\"budget_micros\":30000000," + limits + "}");
        assertThat(split.at("/recommended/channels/0/micros").asLong()).isEqualTo(12_000_000);
        assertThat(split.at("/recommended/channels/1/micros").asLong()).isEqualTo(18_000_000);
        assertThatThrownBy(() -> optimize("{\"account\":\"acme\",\"budget_micros\":3000000," + limits + "}"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("12.00");
        assertThatThrownBy(() -> optimize("{\"account\":\"acme\",\"limits\":[{\"channel\":\"radio\"}]}"))
                .hasMessageContaining("channels that the model knows nothing of: radio");
    }

    @Test
    void aPlanWeekByWeekSpendsTheTotalEveryWeek() throws Exception {
        JsonNode plan = optimize(
                        "{\"account\":\"acme\",\"budget_micros\":30000000,\"horizon_weeks\":4,\"week_by_week\":true}")
                .get("plan");
        assertThat(plan.get("weeks")).hasSize(4).allSatisfy(week -> assertThat(
                        week.get("total_micros").asLong())
                .isEqualTo(30_000_000));
    }

    @Test
    void curvesAreTheModelsOwnArithmetic() throws Exception {
        JsonNode curves = call("/api/v1/response", Map.of("account", "acme"), "");
        assertThat(curves.get("currency").asText()).isEqualTo("EUR");
        assertThat(curves.get("horizon_weeks").asInt()).isEqualTo(8);
        assertThat(curves.get("total_micros").asLong()).isEqualTo(30_000_000);
        assertThat(curves.at("/baseline/mean").asDouble()).isEqualTo(100, within(1e-3));
        // In the week before the plan 40 on search, what it has spent already, and 20 on social, as in the week before.
        double[] before = {40, 20};
        for (int c = 0; c < 2; c++) {
            JsonNode channel = curves.at("/channels/" + c);
            assertThat(channel.get("draws")).hasSize(3);
            JsonNode spend = channel.get("spend");
            for (int point = 0; point < spend.size(); point++) {
                double held = (c + 1) * (15 * spend.get(point).asDouble() + before[c]) / 16;
                assertThat(channel.get("mean").get(point).asDouble()).isEqualTo(2 * held, within(1e-3));
                assertThat(channel.at("/draws/2/" + point).asDouble()).isEqualTo(3 * held, within(1e-3));
            }
            assertThat(channel.get("max_micros").asLong())
                    .isGreaterThanOrEqualTo(2 * channel.get("current_micros").asLong());
        }
    }

    @Test
    void unknownAccountsAndOddRequestsAreTold() {
        assertThatThrownBy(() -> optimize("{\"account\":\"nobody\"}")).hasMessageContaining("Nothing is known");
        assertThatThrownBy(() -> optimize("{\"account\":\"acme\",\"budget\":1}"))
                .hasMessageContaining("#/budget");
        assertThatThrownBy(() -> optimize("{\"account\":\"acme\",\"budget_micros\":1.5}"))
                .hasMessageContaining("#/budget_micros");
        assertThatThrownBy(() -> optimize("{\"account\":\"acme\",\"horizon_weeks\":99}"))
                .hasMessageContaining("#/horizon_weeks");
        assertThatThrownBy(() -> optimize("{\"account\":\"acme\",\"strategies\":[\"magic\"]}"))
                .hasMessageContaining("#/strategies");
    }
}
