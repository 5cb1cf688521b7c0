package dev.sluice.app.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.scoring.Snapshot.Prediction;
import dev.sluice.app.state.RoundTrip;
import dev.sluice.schemas.model.FeatureCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoredWeekTest {
    @Test
    void aWeekComesBackWithEveryRowAndMark() {
        Random random = new Random(6);
        for (int i = 0; i < 100; i++) {
            ScoredWeek week = new ScoredWeek();
            week.stage = ScoredWeek.Stage.values()[random.nextInt(3)];
            week.revision = random.nextLong();
            week.written = random.nextLong();
            for (int n = random.nextInt(4); n > 0; n--) {
                ScoredWeek.Channel channel = week.channel("c" + n);
                channel.published = random.nextLong();
                for (int k = random.nextInt(4); k > 0; k--) {
                    channel.snapshots.add(snapshot("c" + n, random));
                }
            }
            ScoredWeek back = RoundTrip.of(ScoredWeek.CODEC, week);
            assertThat(back)
                    .usingRecursiveComparison()
                    .withComparatorForType(Float::compare, Float.class)
                    .isEqualTo(week);
            assertThat(RoundTrip.bytes(ScoredWeek.CODEC, back)).isEqualTo(RoundTrip.bytes(ScoredWeek.CODEC, week));
        }
    }

    private static Snapshot snapshot(String channel, Random random) {
        float[] numbers = new float[FeatureCatalogue.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt(5) == 0 ? Float.NaN : random.nextFloat(-1e6f, 1e6f);
        }
        List<Prediction> predictions = new ArrayList<>();
        for (ScoreKind kind : ScoreKind.values()) {
            double low = random.nextGaussian();
            predictions.add(new Prediction(
                    kind, "v" + random.nextInt(9), random.nextBoolean(), new Forecast(low, low + 1, low + 3)));
        }
        FeatureVector row =
                new FeatureVector(channel, random.nextInt(), random.nextInt(2), random.nextBoolean(), numbers);
        return new Snapshot(row, random.nextInt(3), random.nextLong(), predictions);
    }
}
