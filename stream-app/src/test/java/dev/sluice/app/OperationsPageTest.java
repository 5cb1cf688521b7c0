package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.config.ConfigKey;
import dev.sluice.app.ops.AccountMeters;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.ops.ScoringMeters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} says what the code does. */
final class OperationsPageTest {
    private final String page;

    OperationsPageTest() throws IOException {
        this.page = Files.readString(Path.of(System.getProperty("sluice.root", ".."), "docs", "operations.md"));
    }

    @Test
    void everySettingIsDocumentedAsItIs() {
        for (ConfigKey key : ConfigKey.values()) {
            assertThat(page)
                    .contains("| `%s` | %s | %s | %s |"
                            .formatted(key.key(), key.defaultText(), key.allowed(), key.meaning()));
        }
        assertThat(page.lines().filter(l -> l.matches("\\| `[a-z.]+` \\|(?!.*(counter|gauge)).*")))
                .hasSize(ConfigKey.values().length);
    }

    @Test
    void everyExitCodeIsDocumentedAsItIs() {
        for (ExitCode code : ExitCode.values()) {
            assertThat(page).contains("| %d | %s |".formatted(code.code(), code.meaning()));
        }
    }

    @Test
    void everyMetricOfOursIsDocumentedAndEveryDocumentedOneIsThere() {
        try (OpsMetrics metrics = new OpsMetrics()) {
            metrics.river().deadLetter("UNDECODABLE");
            metrics.models().loaded("cac");
            metrics.models().swapped("cac");
            metrics.models().refused("NOT_ONNX");
            metrics.models().unscored("cac", 1);
            metrics.scoring().rowsScored("cac", 1);
            metrics.scoring().failed("cac", "exception", 1);
            metrics.scoring().drift("0_0", "cac", "v1", 0.1);
            metrics.budget().published("ACT", "CREDIBLE_UPLIFT", 1);
            metrics.budget().failed("exception");
            AccountMeters accounts = metrics.river().accounts();
            accounts.week("0_0", "acme", 7, Map.of("meta", new AccountMeters.Figures(1, 1, 1, 1)));
            accounts.predictedRoas("acme", "meta", 7, new AccountMeters.Prediction(1, 2, 3));
            accounts.received("0_0", "acme", "orders", 1, 1);
            metrics.api().answered("/api/v1/accounts", "GET", 200, Duration.ofMillis(1));
            metrics.scoring()
                    .quality(
                            "0_0",
                            new ScoringMeters.Subject("cac", "v1", "meta"),
                            new ScoringMeters.Quality(4, 1, 0.5, 0.75, 0));
            assertThat(names(page, "^\\| `(sluice_[a-z_]+)`"))
                    .isEqualTo(names(metrics.scrape(), "^# TYPE (sluice_[a-z_]+?)(?:_max)? "));
        }
    }

    private static Set<String> names(String text, String pattern) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
