package dev.sluice.app.world.weekly;

import dev.sluice.app.world.Chance;
import java.util.Arrays;

/**
 * How the effect of a unit of spend spreads over the weeks after it.
 *
 * @param form its name
 * @param weights [weeks since the spend], {@value #WEEKS} of them, 0 or more, sum 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CarryOver(String form, double[] weights) {
    /** Weeks that count: the week of the spend and those after it. */
    public static final int WEEKS = 13;

    public CarryOver {
        double sum = Arrays.stream(weights).sum();
        weights = Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    /** A share of the effect is left in the next week. */
    static CarryOver geometric(double decay) {
        double[] weights = new double[WEEKS];
        for (int lag = 0; lag < WEEKS; lag++) {
            weights[lag] = decay == 0 && lag == 0 ? 1 : StrictMath.pow(decay, lag);
        }
        return new CarryOver("geometric", weights);
    }

    /** The effect peaks weeks later (Jin et al., 2017). */
    static CarryOver delayed(double decay, double peak) {
        double[] weights = new double[WEEKS];
        for (int lag = 0; lag < WEEKS; lag++) {
            weights[lag] = StrictMath.pow(decay, (lag - peak) * (lag - peak));
        }
        return new CarryOver("delayed", weights);
    }

    /** The density of a Weibull distribution, at the middle of each week. */
    static CarryOver weibull(double shape, double scale) {
        double[] weights = new double[WEEKS];
        for (int lag = 0; lag < WEEKS; lag++) {
            double x = (lag + 0.5) / scale;
            weights[lag] = StrictMath.pow(x, shape - 1) * StrictMath.exp(-StrictMath.pow(x, shape));
        }
        return new CarryOver("weibull", weights);
    }

    static CarryOver drawn(Chance chance) {
        return switch (chance.below(4)) {
            case 0, 1 -> geometric(chance.between(0, 0.75));
            case 2 -> delayed(chance.between(0.3, 0.8), chance.between(0.5, 2));
            default -> weibull(chance.between(0.7, 2.2), chance.between(0.8, 4));
        };
    }

    /**
     * The adstock of a week.
     *
     * @param spend [week]; spend before the first is taken as none
     */
    double adstock(double[] spend, int week) {
        double sum = 0;
        for (int lag = Math.min(WEEKS - 1, week); lag >= 0; lag--) {
            sum += weights[lag] * spend[week - lag];
        }
        return sum;
    }
}
