package dev.sluice.app.budget.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The certificate stands on this: a cover is nowhere below its curve, between the points neither. */
final class MajorantTest {
    @Test
    void isNowhereBelowTheCurveHoweverFewItsPoints() {
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            ResponseCurve curve = i % 4 == 0
                    ? SampledCurveTest.random(random)
                    : List.of(
                                    TestCurves.hill(1_000, random.nextDouble(1, 30), random.nextDouble(1.2, 5)),
                                    TestCurves.sigmoid(1_000, random.nextDouble(5, 30), random.nextDouble(.3, 9)),
                                    TestCurves.exponential(1_000, random.nextDouble(1, 50)))
                            .get(i % 4 - 1);
            double from = random.nextDouble(0, 5);
            double to = random.nextDouble(6, 90);
            Majorant majorant = new Majorant(curve, from, to);
            assertCovers(curve, majorant, from, to);
            for (int added = 0; added < 10; added++) {
                majorant.add(random.nextDouble(from, to));
                majorant.touch(random.nextDouble(from, to), random.nextDouble(0, 50));
            }
            assertCovers(curve, majorant, from, to);
            double middle = random.nextDouble(from, to);
            majorant.add(middle);
            assertCovers(curve, majorant, from, majorant.pointBefore(middle));
            assertCovers(curve, majorant, majorant.pointBefore(middle), to);
        }
    }

    private static void assertCovers(ResponseCurve curve, Majorant majorant, double from, double to) {
        Hull hull = majorant.hull(from, to);
        for (int corner = 0; corner + 1 < hull.corners(); corner++) {
            for (int k = 0; k <= 20; k++) {
                double width = hull.spend(corner + 1) - hull.spend(corner);
                double spend = hull.spend(corner) + width * k / 20;
                double cover = hull.response(corner) + hull.slope(corner) * width * k / 20;
                assertThat(cover).isGreaterThanOrEqualTo(curve.at(spend) * (1 - 1e-12) - 1e-12);
            }
        }
    }
}
