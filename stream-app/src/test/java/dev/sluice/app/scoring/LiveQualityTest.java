package dev.sluice.app.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.scoring.LiveQuality.Status;
import dev.sluice.app.scoring.QualityBook.Subject;
import dev.sluice.app.state.RoundTrip;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LiveQualityTest {
    private static final Forecast STATED = new Forecast(90, 100, 110);

    /** The share of outcomes that the published interval held, over the second half of the weeks. */
    private static double coverage(int weeks, IntToDoubleFunction noiseOfWeek, long seed) {
        LiveQuality quality = new LiveQuality();
        Random random = new Random(seed);
        int held = 0;
        for (int week = 0; week < weeks; week++) {
            Forecast published = STATED.scaled(quality.width());
            double outcome = 100 + random.nextGaussian() * noiseOfWeek.applyAsDouble(week);
            if (week >= weeks / 2 && published.holds(outcome)) {
                held++;
            }
            quality.judge(week, published, outcome, 100);
        }
        return held / (weeks / 2.0);
    }

    @Test
    void intervalsReachTheirNominalCoverageThoughTheResidualsGrowFourfold() {
        assertThat(coverage(1_000, week -> 8 * (1 + 3.0 * week / 1_000), 1)).isCloseTo(0.8, within(0.04));
        // The same without re-calibration, so that the promise means something.
        Random random = new Random(1);
        int held = 0;
        for (int week = 500; week < 1_000; week++) {
            held += STATED.holds(100 + random.nextGaussian() * 8 * (1 + 3.0 * week / 1_000)) ? 1 : 0;
        }
        assertThat(held / 500.0).isLessThan(0.45);
    }

    @Test
    void intervalsThatAreTooWideBecomeNarrower() {
        assertThat(coverage(1_000, week -> 2, 2)).isCloseTo(0.8, within(0.04));
        assertThat(coverage(2_000, week -> 8 / (1 + 3.0 * week / 2_000), 3)).isCloseTo(0.8, within(0.04));
    }

    @Test
    void aSuddenBreakIsFollowedWithinHalfAYear() {
        LiveQuality quality = new LiveQuality();
        for (int week = 0; week < 26; week++) {
            Forecast published = STATED.scaled(quality.width());
            quality.judge(week, published, 100 + (week % 2 == 0 ? 25 : -25), 100);
        }
        assertThat(quality.width()).isGreaterThan(2.4);
    }

    @Test
    void theIntervalKeepsItsMedianAndACostDoesNotBecomeNegative() {
        Forecast wide = new Forecast(2, 10, 12).scaled(4);
        assertThat(wide).isEqualTo(new Forecast(0, 10, 18));
        assertThat(new Forecast(-2, 10, 12).scaled(2).p10()).isEqualTo(-14);
        assertThat(Forecast.ordered(11, 10, 9)).isEqualTo(new Forecast(10, 10, 10));
    }

    @Test
    void aModelIsNewUntilFourWeeksAreJudged() {
        LiveQuality quality = new LiveQuality();
        for (int week = 0; week < 3; week++) {
            quality.judge(week, STATED, 101, 90);
            assertThat(quality.status()).isEqualTo(Status.NEW);
        }
        quality.judge(3, STATED, 101, 90);
        assertThat(quality.status()).isEqualTo(Status.OK);
    }

    @Test
    void fourWeeksBehindTheNaiveForecastDegradeAModelAndWinningAgainRestoresIt() {
        LiveQuality quality = new LiveQuality();
        for (int week = 0; week < 3; week++) {
            quality.judge(week, STATED, 120, 119);
        }
        assertThat(quality.status()).isEqualTo(Status.NEW);
        quality.judge(3, STATED, 120, 119);
        assertThat(quality.status()).isEqualTo(Status.DEGRADED);
        assertThat(quality.mase()).isEqualTo(20);
        // One good week is not enough: the errors of the window still say that the naive forecast is better ...
        quality.judge(4, STATED, 100, 130);
        assertThat(quality.status()).isEqualTo(Status.DEGRADED);
        // ... until they don't.
        quality.judge(5, STATED, 100, 160);
        assertThat(quality.status()).isEqualTo(Status.OK);
        assertThat(quality.mase()).isLessThan(1);
    }

    @Test
    void threeLostWeeksAreForgivenWhenTheNextIsWon() {
        LiveQuality quality = new LiveQuality();
        for (int week = 0; week < 3; week++) {
            quality.judge(week, STATED, 120, 119);
        }
        quality.judge(3, STATED, 100, 900);
        for (int week = 4; week < 20; week++) {
            quality.judge(week, STATED, 101, 102);
            assertThat(quality.status()).isEqualTo(Status.OK);
        }
    }

    @Test
    void onlyTheLast26WeeksCountAndWeeksWithoutANaiveForecastStayOutOfTheComparison() {
        LiveQuality quality = new LiveQuality();
        quality.judge(0, STATED, 1_000, 1_001);
        for (int week = 1; week <= 26; week++) {
            quality.judge(week, STATED, week % 2 == 0 ? 102 : 115, week == 7 ? Double.NaN : 104);
        }
        assertThat(quality.weeks()).isEqualTo(26);
        assertThat(quality.mae()).isCloseTo((13 * 2 + 13 * 15) / 26.0, within(1e-12));
        assertThat(quality.mase()).isCloseTo((13 * 2 + 12 * 15) / (13 * 2 + 12 * 11.0), within(1e-12));
        assertThat(quality.coverage()).isEqualTo(0.5);
    }

    @Test
    void withoutAnyWeekNothingIsKnown() {
        LiveQuality quality = new LiveQuality();
        assertThat(quality.mae()).isNaN();
        assertThat(quality.mase()).isNaN();
        assertThat(quality.coverage()).isNaN();
        assertThat(quality.width()).isEqualTo(1);
    }

    @Test
    void aBookComesBackToTheBitAndGoesOnAlike() {
        Random random = new Random(5);
        QualityBook book = new QualityBook();
        for (int i = 0; i < 300; i++) {
            Subject subject = new Subject(
                    ScoreKind.values()[random.nextInt(3)], "c" + random.nextInt(3), "v" + random.nextInt(2));
            double naive = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(50, 150);
            book.judge(subject, i, STATED, random.nextDouble(80, 120), naive);
        }
        QualityBook back = RoundTrip.of(QualityBook.CODEC, book);
        Subject subject = new Subject(ScoreKind.CAC, "c0", "v0");
        for (QualityBook each : new QualityBook[] {book, back}) {
            each.judge(subject, 300, STATED, 97, 99);
        }
        assertThat(RoundTrip.bytes(QualityBook.CODEC, back)).isEqualTo(RoundTrip.bytes(QualityBook.CODEC, book));
    }

    @Test
    void theVersionJudgedLongestAgoMakesRoomForAFifth() {
        QualityBook book = new QualityBook();
        for (int v = 1; v <= 5; v++) {
            book.judge(new Subject(ScoreKind.CAC, "meta", "v" + v), v, STATED, 100, 100);
            book.judge(new Subject(ScoreKind.CAC, "email", "v1"), v, STATED, 100, 100);
        }
        assertThat(book.find(new Subject(ScoreKind.CAC, "meta", "v1"))).isNull();
        assertThat(book.find(new Subject(ScoreKind.CAC, "meta", "v2"))).isNotNull();
        assertThat(book.find(new Subject(ScoreKind.CAC, "email", "v1"))).isNotNull();
    }
}
