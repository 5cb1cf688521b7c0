package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationFormatTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "200ms, PT0.2S",
        "30s, PT30S",
        "5m, PT5M",
        "12 h, PT12H",
        "400d, PT9600H",
        "999999999d, PT23999999976H",
        "PT1H30M, PT1H30M",
        "P2D, PT48H"
    })
    void durationsAreWrittenAsPeopleWriteThem(String text, Duration duration) {
        assertThat(DurationFormat.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-5s", "1.5h", "30 sec", "5M", "1234567890s", "1w", "PT", "P1Y"})
    void whatIsNoDurationIsNotGuessed(String text) {
        assertThat(DurationFormat.parse(text)).isEmpty();
    }
}
