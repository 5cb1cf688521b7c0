package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each alert has been seen to fire, and says what to do. */
class AlertRulesTest {
    private static final Path RULES = RepositoryFiles.path("deploy", "prometheus");

    @TempDir
    Path directory;

    @Test
    void promtoolFindsTheRulesAndTheConfigurationGood() throws Exception {
        Tool promtool = Tool.required("promtool", "prometheus");
        promtool.runWell(
                directory, "check", "config", RULES.resolve("prometheus.yml").toString());
    }

    @Test
    void everyStoryOfAnAlertComesTrue() throws Exception {
        Tool promtool = Tool.required("promtool", "prometheus");
        assertThat(promtool.runWell(
                        directory,
                        "test",
                        "rules",
                        RULES.resolve("alert-rules-test.yml").toString()))
                .contains("SUCCESS");
    }

    @Test
    void everyAlertHasAStoryInWhichItFiresAndOneInWhichItIsSilent() throws Exception {
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (JsonNode story :
                RepositoryFiles.yaml(RULES.resolve("alert-rules-test.yml")).get("tests")) {
            for (JsonNode check : story.get("alert_rule_test")) {
                (check.get("exp_alerts").isEmpty() ? silent : firing)
                        .add(check.get("alertname").asText());
            }
        }
        assertThat(firing).isEqualTo(names());
        assertThat(silent).isEqualTo(names());
    }

    @Test
    void everyAlertHasAnEntryInTheRunbookAndNamesItAndNoEntryIsLeftOver() throws Exception {
        List<String> entries = RepositoryFiles.text("docs", "operations.md")
                .lines()
                .filter(line -> line.startsWith("### Sluice"))
                .map(line -> line.substring(4))
                .toList();
        assertThat(entries).containsExactlyInAnyOrderElementsOf(names());
        for (JsonNode alert : RepositoryFiles.alerts()) {
            String name = alert.get("alert").asText();
            assertThat(alert.at("/annotations/runbook").asText())
                    .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        }
    }

    private static Set<String> names() throws Exception {
        Set<String> names = new TreeSet<>();
        RepositoryFiles.alerts().forEach(alert -> names.add(alert.get("alert").asText()));
        return names;
    }
}
