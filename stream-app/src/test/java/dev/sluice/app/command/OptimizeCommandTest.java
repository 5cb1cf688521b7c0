package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.command.CommandLineFixture.Ran;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sluice optimize}: curves, a budget and a policy in; a split with its proof out, or the conflict. */
final class OptimizeCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void writeCurves() throws IOException {
        StringBuilder csv = new StringBuilder("channel,spend,response\n");
        for (int i = 0; i <= 40; i++) {
            double spend = 250.0 * i;
            csv.append(
                    String.format(Locale.ROOT, "search,%.0f,%.6f%n", spend, 30_000 * (1 - Math.exp(-spend / 4_000))));
            csv.append(String.format(
                    Locale.ROOT, "tv,%.0f,%.6f%n", spend, 40_000 / (1 + Math.pow(6_000 / Math.max(spend, 1e-9), 3))));
        }
        write("curves.csv", csv.toString());
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Ran optimize(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "optimize";
        System.arraycopy(args, 0, all, 1, args.length);
        return CommandLineFixture.run(Map.of(), all);
    }

    @Test
    void aSplitComesWithItsProofAndTheOthersBesideIt() {
        Ran ran = optimize(
                        "--curves",
                        path("curves.csv"),
                        "--budget",
                        "12000",
                        "--current",
                        "search=9000,tv=3000",
                        "--strategy",
                        "all")
                .endsWith(0);
        assertThat(ran.out())
                .contains("CHANNEL", "search", "tv", "12,000.00", "Proof: no split within the limits", "mROAS")
                .containsPattern("optimal +12,000.00 .* \\+0.00 %")
                .containsPattern("current +12,000.00 .* -\\d")
                .contains("not possible: no channel's CAC is known");
    }

    @Test
    void jsonHasTheSameSplitInExactAmounts() throws IOException {
        String policy = write(
                "policy.yaml",
                "weekly_budget: 12000\nstep: 100\nmax_weekly_shift: 20%\nchannels:\n  tv: {max: 3500}\n");
        Ran ran = optimize(
                        "--curves",
                        path("curves.csv"),
                        "--policy",
                        policy,
                        "--current",
                        "search=9000,tv=3000",
                        "--json")
                .endsWith(0);
        JsonNode json = new ObjectMapper().readTree(ran.out());
        assertThat(json.get("total").decimalValue()).isEqualByComparingTo("12000");
        JsonNode tv = json.get("channels").get(1);
        assertThat(tv.get("channel").asText()).isEqualTo("tv");
        assertThat(tv.get("recommended").decimalValue()).isBetween(new BigDecimal(2400), new BigDecimal(3500));
        assertThat(tv.get("recommended").decimalValue().intValueExact() % 100).isZero();
        assertThat(json.get("upper_bound").asDouble())
                .isGreaterThanOrEqualTo(json.get("value").asDouble());
    }

    @Test
    void limitsThatClashAreNamedWithExitCode6() throws IOException {
        String policy = write("policy.yaml", "channels:\n  tv: {min: 7000}\n  search: {min: 5000}\n");
        Ran ran = optimize("--curves", path("curves.csv"), "--policy", policy, "--budget", "10000")
                .endsWith(6);
        assertThat(ran.err().strip())
                .isEqualTo(
                        "sluice optimize: The minimums add up to 12,000.00 but the budget is 10,000.00: tv at least 7,000.00"
                                + " (policy minimum), search at least 5,000.00 (policy minimum)");
    }

    @Test
    void aLockHoldsAChannelAndTheTotalFollowsTheSteps() throws IOException {
        String policy =
                write("policy.yaml", "weekly_budget: 9000\nmax_weekly_shift: 1\nchannels: {tv: {locked: true}}\n");
        Ran ran = optimize("--curves", path("curves.csv"), "--policy", policy, "--current", "search=5000,tv=3333.33")
                .endsWith(0);
        assertThat(ran.out())
                .containsPattern("tv +3,333.33 +3,333.33 +\\+0.0 % .* lock")
                .contains("8,999.33");
        assertThat(optimize("--curves", path("curves.csv"), "--policy", policy)
                        .endsWith(2)
                        .err())
                .contains("tv is locked, but its present spend is not known");
    }

    @Test
    void profitNeedsNoBudget() throws IOException {
        String policy = write("policy.yaml", "objective: max_profit\nmargin: 50%\n");
        Ran ran = optimize("--curves", path("curves.csv"), "--policy", policy).endsWith(0);
        // 0.5 x 7.5 e^(-x/4000) = 1
        assertThat(ran.out()).containsPattern("search +- +5,28\\d\\.00");
    }

    @Test
    void faultyFilesAreToldByLine() throws IOException {
        String curves = write("bad.csv", "channel,spend,response\na,0,0\na,10,x\na,20,-3\n,5,5\n");
        assertThat(optimize("--curves", curves, "--budget", "10").endsWith(6).err())
                .contains(
                        "bad.csv:3: response 'x' is no number",
                        "bad.csv:4: response '-3' must be 0 or more",
                        "bad.csv:5: the channel is empty");
        String falling = write("falling.csv", "channel,spend,response\na,0,0\na,20,3\na,10,5\nb,1,1\nb,1,2\n");
        assertThat(optimize("--curves", falling, "--budget", "10").endsWith(6).err())
                .contains(
                        "falling.csv:3: the response of a falls from 5.0 at a spend of 10.0 to 3.0",
                        "falling.csv:6: b has a second sample");
        String columns = write("columns.csv", "channel,cost\na,0\n");
        assertThat(optimize("--curves", columns, "--budget", "10").endsWith(6).err())
                .contains("columns.csv:1: there is no column 'spend'; there are channel, cost");
        assertThat(optimize("--curves", "nowhere.csv", "--budget", "10")
                        .endsWith(6)
                        .err())
                .contains("There is no file nowhere.csv");
        String policy = write("policy.yaml", "weekly_budget: lots\nchannnels: {}\n");
        assertThat(optimize("--curves", path("curves.csv"), "--policy", policy)
                        .endsWith(6)
                        .err())
                .contains("policy.yaml:1: ", "lots", "policy.yaml:2: unknown name 'channnels'");
    }

    @Test
    void whatIsMissingIsAskedFor() {
        assertThat(optimize("--budget", "10").endsWith(2).err()).contains("--curves FILE");
        assertThat(optimize("--curves", path("curves.csv")).endsWith(2).err()).contains("there is no budget");
        assertThat(optimize("--curves", path("curves.csv"), "--budget", "much")
                        .endsWith(2)
                        .err())
                .contains("--budget much is no amount");
        assertThat(optimize("--curves", path("curves.csv"), "--budget", "9", "--strategy", "best")
                        .endsWith(2)
                        .err())
                .contains("There is no strategy 'best'; there are all, optimal");
        assertThat(optimize("--curves", path("curves.csv"), "--budget", "9", "--current", "radio=5")
                        .endsWith(2)
                        .err())
                .contains("--current names channels that have no curve: radio");
        assertThat(optimize("--curves", path("curves.csv"), "--budget", "9", "--current", "tv=x")
                        .endsWith(2)
                        .err())
                .contains("'tv=x' is not so");
    }

    /** Figures computed elsewhere, of public data. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cac/seed_marketing_data.csv|platform|ad_spend|conversions|pooled|24177.40 25444.49 25176.42 25201.70",
                "cac/seed_marketing_data.csv|platform|ad_spend|conversions|rows|25153.74 25677.67 26299.24 22869.35",
                "cac/customer_acquisition_cost_dataset.csv|Marketing_Channel|Marketing_Spend|New_Customers|pooled"
                        + "|24010.83 25791.80 25668.29 24529.07",
                "cac/customer_acquisition_cost_dataset__ragged_variant.csv|Marketing_Channel|Marketing_Spend|New_Customers|pooled"
                        + "|24010.83 25791.80 25668.29 24529.07"
            })
    void theInverseCacSplitOfPublicDataIsReproducedToTheCent(
            String file, String channel, String spend, String conversions, String mean, String amounts)
            throws IOException {
        Ran ran = optimize(
                        "--history",
                        RealData.file(file).toString(),
                        "--channel-column",
                        channel,
                        "--spend-column",
                        spend,
                        "--conversions-column",
                        conversions,
                        "--cac-mean",
                        mean,
                        "--budget",
                        "100000",
                        "--strategy",
                        "inverse-cac",
                        "--json")
                .endsWith(0);
        JsonNode channels = new ObjectMapper().readTree(ran.out()).get("channels");
        String[] expected = amounts.split(" ", -1);
        assertThat(channels).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(channels.get(i).get("recommended").decimalValue().setScale(2, RoundingMode.HALF_UP))
                    .isEqualTo(expected[i]);
        }
    }
}
