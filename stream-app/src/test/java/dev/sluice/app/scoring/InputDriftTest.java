package dev.sluice.app.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.model.ModelCard.Distribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputDriftTest {
    /** Quartiles of the normal distribution, a tenth missing; and two channels, three to one. */
    private static final Map<String, Distribution> TRAINED = Map.of(
            "x",
            new Distribution(List.of(-0.6745, 0.0, 0.6745), List.of(), List.of(0.225, 0.225, 0.225, 0.225), 0.1),
            "channel",
            new Distribution(List.of(), List.of("meta", "email"), List.of(0.75, 0.25), 0));

    private static InputDrift fed(int rows, double shift, String rareChannel) {
        InputDrift drift = new InputDrift(TRAINED);
        Random random = new Random(3);
        for (int i = 0; i < rows; i++) {
            Map<String, @Nullable Double> numbers = new HashMap<>();
            numbers.put("x", random.nextInt(10) == 0 ? null : random.nextGaussian() + shift);
            drift.add(numbers, Map.of("channel", random.nextInt(4) == 0 ? rareChannel : "meta"));
        }
        return drift;
    }

    @Test
    void inputsLikeThoseOfTheTrainingDontDrift() {
        assertThat(fed(2_000, 0, "email").worst()).isBetween(0.0, 0.02);
    }

    @Test
    void shiftedInputsAreTold() {
        assertThat(fed(2_000, 0.7, "email").worst()).isGreaterThan(0.25);
        assertThat(fed(2_000, 0.7, "email").worstInput()).isEqualTo("x");
    }

    @Test
    void aChannelThatTrainingNeverSawIsDrift() {
        assertThat(fed(2_000, 0, "tiktok").worst()).isGreaterThan(0.25);
        assertThat(fed(2_000, 0, "tiktok").worstInput()).isEqualTo("channel");
    }

    @Test
    void fewRowsSayNothing() {
        assertThat(fed(InputDrift.LEAST_ROWS - 1, 3, "tiktok").worst()).isNaN();
        assertThat(new InputDrift(Map.of()).worst()).isNaN();
    }
}
