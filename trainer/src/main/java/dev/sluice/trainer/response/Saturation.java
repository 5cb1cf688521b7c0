package dev.sluice.trainer.response;

/**
 * How a channel's effect levels off. Logistic and tanh saturation are one curve, as (1 - e^-x) / (1 + e^-x) =
 * tanh(x / 2); Michaelis-Menten is Hill with slope 1.
 */
public enum Saturation {
    /** ceiling x tanh(a / scale). */
    TANH {
        @Override
        public double share(double adstock, double scale, double slope) {
            return Math.tanh(adstock / scale);
        }
    },
    /** ceiling x a^slope / (a^slope + scale^slope). */
    HILL {
        @Override
        public double share(double adstock, double scale, double slope) {
            double x = Math.pow(adstock / scale, slope);
            return Double.isInfinite(x) ? 1 : x / (1 + x);
        }
    };

    /** The share of the ceiling that is reached at an adstock of 0 or more. */
    public abstract double share(double adstock, double scale, double slope);
}
