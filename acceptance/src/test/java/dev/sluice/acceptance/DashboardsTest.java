package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the dashboards promise whoever opens them; whether their queries have data is {@link DashboardsOnPrometheusTest}'s. */
class DashboardsTest {
    private static final String SOURCE = "${datasource}";

    @Test
    void thereAreFourEachWithAnAddressOfItsOwnAndADataSourceToChoose() throws Exception {
        List<JsonNode> dashboards = RepositoryFiles.dashboards();
        assertThat(dashboards)
                .extracting(d -> d.get("uid").asText())
                .containsExactlyInAnyOrder("sluice-business", "sluice-jvm", "sluice-models", "sluice-pipeline");
        assertThat(dashboards).allSatisfy(d -> {
            assertThat(d.get("title").asText()).startsWith("Sluice: ");
            assertThat(d.get("templating").get("list").findValuesAsText("type")).contains("datasource");
        });
    }

    @Test
    void everyPanelSaysWhatItShowsInWhichUnitAndAsksTheChosenSource() throws Exception {
        for (JsonNode dashboard : RepositoryFiles.dashboards()) {
            Set<Integer> ids = new TreeSet<>();
            for (JsonNode panel : dashboard.get("panels")) {
                String title = dashboard.get("title").asText() + ", panel "
                        + panel.path("title").asText();
                assertThat(panel.path("title").asText()).as(title).isNotBlank();
                assertThat(panel.path("description").asText())
                        .as(title)
                        .endsWith(".")
                        .hasSizeGreaterThan(10);
                assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                        .as(title)
                        .isNotBlank();
                assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo(SOURCE);
                assertThat(panel.get("targets")).as(title).isNotEmpty().allSatisfy(target -> {
                    assertThat(target.at("/datasource/uid").asText()).isEqualTo(SOURCE);
                    assertThat(target.get("expr").asText()).contains("$job");
                });
                assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
            }
        }
    }

    @Test
    void panelsDoNotCoverEachOther() throws Exception {
        for (JsonNode dashboard : RepositoryFiles.dashboards()) {
            Set<String> taken = new TreeSet<>();
            for (JsonNode panel : dashboard.get("panels")) {
                JsonNode at = panel.get("gridPos");
                assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
                for (int x = 0; x < at.get("w").asInt(); x++) {
                    for (int y = 0; y < at.get("h").asInt(); y++) {
                        String cell =
                                (at.get("x").asInt() + x) + "/" + (at.get("y").asInt() + y);
                        assertThat(taken.add(cell))
                                .as(panel.get("title").asText() + " at " + cell)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void everyMetricOfOursThatIsAskedForIsInTheManual() throws Exception {
        String manual = RepositoryFiles.text("docs", "operations.md");
        Pattern name = Pattern.compile("\\bsluice_[a-z_]+");
        for (JsonNode dashboard : RepositoryFiles.dashboards()) {
            StreamSupport.stream(dashboard.get("panels").spliterator(), false)
                    .flatMap(panel -> panel.findValuesAsText("expr").stream())
                    .flatMap(expr -> name.matcher(expr).results())
                    .map(found -> found.group().replaceFirst("_(bucket|sum|count|max)$", ""))
                    .forEach(metric -> assertThat(manual).contains("| `" + metric + "` |"));
        }
        Matcher inRules = name.matcher(RepositoryFiles.text("deploy", "prometheus", "alert-rules.yml")
                + RepositoryFiles.text("deploy", "prometheus", "recording-rules.yml"));
        while (inRules.find()) {
            assertThat(manual).contains("| `" + inRules.group().replaceFirst("_bucket$", "") + "` |");
        }
    }
}
