package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.command.CommandLineFixture.Ran;
import dev.sluice.app.scoring.OnnxFiles;
import dev.sluice.app.scoring.ResponseFiles;
import dev.sluice.schemas.model.ModelCard.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sluice optimize --model}, on real files. In draw s (1 to 3) of the model a unit of search brings s, one of social 2 s,
 * half of it in its own week and half in the next.
 */
final class OptimizeByModelTest {
    private static final String[] NOW = {"--budget", "30", "--current", "search=10,social=20"};

    @TempDir
    private Path folder = Path.of("");

    private String model = "";

    @BeforeEach
    void writeModel() throws IOException {
        model = model("response.onnx", ResponseFiles.good("response", "v7"));
    }

    private String model(String name, ModelProto.Builder file) throws IOException {
        return Files.write(folder.resolve(name), file.build().toByteArray()).toString();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Ran optimize(String file, String[] more, String... args) {
        String[] all = new String[3 + more.length + args.length];
        all[0] = "optimize";
        all[1] = "--model";
        all[2] = file;
        System.arraycopy(more, 0, all, 3, more.length);
        System.arraycopy(args, 0, all, 3 + more.length, args.length);
        return CommandLineFixture.run(Map.of(), all);
    }

    private Ran now(String... args) {
        return optimize(model, NOW, args);
    }

    private Ran with(String... args) {
        return optimize(model, args);
    }

    private JsonNode json(String[] more, String... args) throws IOException {
        String[] all = new String[args.length + 1];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--json";
        return new ObjectMapper()
                .readTree(optimize(model, more, all).endsWith(0).out());
    }

    private static void assertNumber(JsonNode of, String name, double expected) {
        assertThat(of.get(name).asDouble()).as(name).isEqualTo(expected, within(1e-4));
    }

    @Test
    void theTableHasTheModelsOwnArithmetic() {
        // Held for 8 weeks, half of the first week's search is what was spent before: 2 x (15 x 0 + 10) / 16.
        String out = now().endsWith(0).out();
        assertThat(out)
                .containsPattern("search +10.00 +0.00 +-100.0 % +1.25 +1.875 \\(1.125 to 2.625\\) +no minimum")
                .containsPattern("social +20.00 +30.00 +\\+50.0 % +117.50 +3.750 \\(2.250 to 5.250\\) +the budget")
                .containsPattern("total +30.00 +30.00 +\\+0.0 % +118.75")
                .contains(
                        "response of version v7; responses are means of a week, of 8 weeks",
                        "which brings 100.00: +18.75 (80 % interval +11.25 to +26.25); P(uplift > 0) is 100.0 %",
                        "Proof: no split within the limits has a value above 118.75")
                .doesNotContain("Direction only", "not identified", "not given");
    }

    @Test
    void jsonHasTheSame() throws IOException {
        JsonNode json = json(NOW);
        assertNumber(json, "response", 118.75);
        assertNumber(json, "value", 118.75);
        assertNumber(json, "current_response", 100);
        assertNumber(json.get("uplift"), "mean", 18.75);
        assertNumber(json.get("uplift"), "p10", 11.25);
        assertNumber(json.get("uplift"), "p90", 26.25);
        assertNumber(json.get("uplift"), "probability_positive", 1);
        JsonNode social = json.get("channels").get(1);
        assertThat(social.get("recommended").decimalValue()).isEqualByComparingTo("30");
        assertNumber(social, "marginal_return", 3.75);
        assertNumber(social.get("marginal_return_interval"), "p90", 5.25);
        assertThat(social.get("identifiability").asText()).isEqualTo("IDENTIFIED");
        assertThat(json.get("model").get("verdict").asText()).isEqualTo("TRUSTED");
        assertThat(json.get("model").get("direction_only").asBoolean()).isFalse();
        assertThat(json.get("weeks_held").asInt()).isEqualTo(8);
    }

    @Test
    void thePolicyHoldsByTheModelToo() throws IOException {
        String policy = write("policy.yaml", "max_weekly_shift: 20%\nstep: 1\nchannels: {search: {min: 9}}\n");
        assertThat(now("--policy", policy).endsWith(0).out())
                .containsPattern("search +10.00 +9.00 .* policy minimum")
                .containsPattern("social +20.00 +21.00 +\\+5.0 %");
        assertThat(with("--policy", policy, "--current", "search=10,social=20", "--budget", "90")
                        .endsWith(6)
                        .err())
                .contains("The maximums add up to 36.00 but the budget is 90.00", "weekly shift of 20 %");
    }

    @Test
    void whatWasSpentBeforeIsInThePipe() throws IOException {
        String past = write("past.csv", "date,social,search\n2026-02-16,7,7\n2026-02-23,9,9\n2026-03-02,20,40\n");
        JsonNode json = json(new String[] {"--budget", "30"}, "--past", past);
        assertThat(json.get("channels").get(0).get("current").asDouble()).isEqualTo(40);
        assertNumber(json.get("channels").get(0), "response", 2 * 40 / 16.0);
        assertThat(json.get("model").get("current_assumed")).isEmpty();
        JsonNode both = json(NOW, "--past", past);
        assertThat(both.get("channels").get(0).get("current").asDouble()).isEqualTo(10);
        assertNumber(both.get("channels").get(0), "response", 2 * 40 / 16.0);
    }

    @Test
    void whatIsNotGivenIsTheMeanInTrainingAndSaid() {
        assertThat(with("--budget", "30", "--current", "search=4").endsWith(0).out())
                .containsPattern("search +4.00 ")
                .containsPattern("social +10.00 ")
                .contains("The current spend of social was not given and is the mean in training");
    }

    @Test
    void strategiesStandSideBySide() {
        assertThat(now("--strategy", "all").endsWith(0).out())
                .containsPattern("optimal +30.00 +118.75 +\\+0.00 %")
                .containsPattern("current +30.00 +100.00 +-15.79 %")
                // Of equal ROAS, by the card.
                .containsPattern("proportional-roas +30.00 +90.6\\d ")
                .containsPattern("inverse-cac .* not possible: no channel's CAC is known")
                .containsPattern("equal +30.00 +90.6\\d ");
        assertThat(now("--strategy", "equal").endsWith(0).out())
                .containsPattern("search +10.00 +15.00 +\\+50.0 % +29.38 ")
                .contains("which brings 100.00: -9.38 ", "P(uplift > 0) is 0.0 %")
                .doesNotContain("Proof");
    }

    @Test
    void aModelOfCustomersKnowsCacAndNoRevenue() throws IOException {
        model = model("customers.onnx", ResponseFiles.good("response_customers", "v1"));
        assertThat(now("--strategy", "inverse-cac").endsWith(0).out()).containsPattern("search +10.00 +15.00 ");
        String profit = write("profit.yaml", "objective: max_profit\nmargin: 50%\n");
        assertThat(now("--policy", profit).endsWith(2).err())
                .contains("The policy's objective MAX_PROFIT does not go with", "a model of new customers");
    }

    @Test
    void aModelThatIsNotTrustedGivesDirectionOnly() throws IOException {
        model = model("doubt.onnx", ResponseFiles.doubtful(Trust.DIRECTIONAL));
        assertThat(now().endsWith(0).out())
                .containsPattern("social .* the budget \\(effect not identified\\)")
                .contains(
                        "The effect of social is not identified (COLLINEAR): It moves with search.",
                        "Direction only: the model tells which channels deserve more, not by how much."
                                + " Verdict DIRECTIONAL: It beats last week's value.");
        JsonNode json = json(NOW);
        assertThat(json.get("model").get("direction_only").asBoolean()).isTrue();
        assertThat(json.get("channels").get(1).get("codes").get(0).asText()).isEqualTo("COLLINEAR");
        model = model("naive.onnx", ResponseFiles.doubtful(Trust.NO_BETTER_THAN_BASELINE));
        assertThat(now().endsWith(0).out()).contains("Direction only, and not to be acted on");
    }

    @Test
    void aPlanWeekByWeekKeepsTheShiftAndAddsUp() throws IOException {
        String policy = write("policy.yaml", "max_weekly_shift: 20%\nstep: 1\n");
        JsonNode plan = json(NOW, "--policy", policy, "--horizon", "4").get("plan");
        assertThat(plan.get("weeks")).hasSize(4);
        double search = 10;
        double social = 20;
        double response = 0;
        for (JsonNode week : plan.get("weeks")) {
            double nextSearch = week.get("spend").get("search").asDouble();
            double nextSocial = week.get("spend").get("social").asDouble();
            assertThat(week.get("total").asDouble()).isEqualTo(30).isEqualTo(nextSearch + nextSocial);
            assertThat(nextSearch).isBetween(0.8 * search - 1e-9, 1.2 * search + 1e-9);
            assertThat(nextSocial).isBetween(0.8 * social - 1e-9, 1.2 * social + 1e-9);
            response += search + nextSearch + 2 * (social + nextSocial);
            search = nextSearch;
            social = nextSocial;
        }
        // The week after, in which the last week's spend still works, and the held split goes on.
        response += search + plan.get("held").get("search").asDouble();
        response += 2 * (social + plan.get("held").get("social").asDouble());
        assertNumber(plan, "response", response);
        assertThat(social).isGreaterThan(22);
        assertThat(plan.get("response").asDouble())
                .isGreaterThan(plan.get("held_response").asDouble())
                .isLessThanOrEqualTo(plan.get("upper_bound").asDouble());
    }

    @Test
    void thePlanIsPrintedForPeople() {
        assertThat(now("--horizon", "13").endsWith(0).out())
                .contains("responses are means of a week, of 13 weeks", "WEEK", "Over 13 weeks, and the weeks after")
                .containsPattern("\n1 +0.00 +30.00 +30.00\n")
                .containsPattern("\n13 +0.00 +30.00 +30.00\n")
                .containsPattern("\nheld +0.00 +30.00 +30.00\n");
        assertThat(now("--horizon", "1").endsWith(0).out()).contains("Over 1 week,");
    }

    @Test
    void whatCanNotBePlannedIsSaidInOneLine() throws IOException {
        for (String weeks : new String[] {"0", "14", "-3"}) {
            assertThat(now("--horizon", weeks).endsWith(2).err())
                    .contains("--horizon takes 1 to 13 weeks, not " + weeks);
        }
        assertThat(with("--budget", "9", "--current", "radio=5").endsWith(2).err())
                .contains("--current names channels that the model knows nothing of: radio; it has search, social");
        String policy = write("policy.yaml", "channels: {radio: {max: 5}}\n");
        assertThat(now("--policy", policy).endsWith(6).err())
                .contains("The policy names channels that the model knows nothing of: radio");
        String cac = write("cac.yaml", "objective: target_cac\ntarget_cac: 5\n");
        assertThat(now("--policy", cac).endsWith(2).err()).contains("TARGET_CAC does not go with");
        assertThat(with().endsWith(2).err()).contains("there is no budget");
        assertThat(now("--curves", "curves.csv").endsWith(2).err()).contains("Give --model or --curves, not both");
        assertThat(CommandLineFixture.run(Map.of(), "optimize", "--curves", "c.csv", "--horizon", "4")
                        .endsWith(2)
                        .err())
                .contains("--horizon needs --model");
    }

    @Test
    void aFileThatTheAppWouldRefuseIsRefused() throws IOException {
        model = "nowhere.onnx";
        assertThat(now().endsWith(6).err()).contains("There is no file nowhere.onnx");
        model = write("text.onnx", "spend more");
        assertThat(now().endsWith(6).err()).contains("text.onnx is refused, NOT_ONNX");
        model = model("cac.onnx", OnnxFiles.linear("cac", "v1", 5));
        assertThat(now().endsWith(6).err())
                .contains("cac.onnx is a cac model and says nothing of responses to spend")
                .doesNotContain("\tat ");
    }

    @Test
    void aFaultyPastIsToldByLine() throws IOException {
        String past = write(
                "past.csv", "date,social,search\n2026-02-16,7,7\n2026-02-24,9,x\nsoon,-1,40\n2026-03-09,1e30,1\n");
        assertThat(now("--past", past).endsWith(6).err())
                .contains(
                        "past.csv:3: the week of 2026-02-23 is expected here, not 2026-02-24",
                        "past.csv:3: search 'x' is no number",
                        "past.csv:4: 'soon' is no date such as 2026-03-02",
                        "past.csv:4: social '-1' must be 0 or more",
                        "past.csv:5: social 1.0E30 is too large");
        String lacking = write("lacking.csv", "date,social\n2026-02-16,7\n");
        assertThat(now("--past", lacking).endsWith(6).err()).contains("there is no column 'search'");
        String good = write("good.csv", "date,social,search\n2026-02-16,7,7\n");
        String policy = write("policy.yaml", "max_weekly_shift: 20%\n");
        assertThat(now("--past", good, "--horizon", "4", "--policy", policy)
                        .endsWith(2)
                        .err())
                .contains("--current and the last week of --past differ for search");
    }
}
