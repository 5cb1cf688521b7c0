package dev.sluice.trainer.response;

/**
 * The forms of saturation that are averaged over, in coordinates that mean nearly the same in each: the logarithm of the
 * adstock at which half of the ceiling is reached, less what the form puts it further out, and the logarithm of Hill's slope.
 */
enum LevelOff {
    /** tanh, which is logistic saturation, too: two forms of the four. */
    TANH(Saturation.TANH, 2, 0),
    HILL(Saturation.HILL, 1, 0.35),
    /** Hill with slope 1. */
    MICHAELIS_MENTEN(Saturation.HILL, 1, 0.6);

    /** tanh reaches one half here. */
    private static final double TANH_HALF = 0.5 * Math.log(3);

    private final Saturation form;
    private final double logPrior;
    /** Curves that level off more slowly fit the same data with half the ceiling further out. */
    private final double further;

    LevelOff(Saturation form, int forms, double further) {
        this.form = form;
        this.logPrior = Math.log(forms);
        this.further = further;
    }

    /** Logarithm of how likely it is before any data, up to a constant. */
    double logPrior() {
        return logPrior;
    }

    Saturation form() {
        return form;
    }

    double scale(double logHalf) {
        return Math.exp(logHalf + further) / (this == TANH ? TANH_HALF : 1);
    }

    double slope(double logSlope) {
        return this == HILL ? Math.exp(logSlope) : 1;
    }

    /**
     * The share of the ceiling at each adstock, and how it changes. Arrays are as long as adstock.
     *
     * @param share gets the share
     * @param byAdstock gets its derivative by the adstock
     * @param byHalf gets its derivative by logHalf
     * @param bySlope gets its derivative by logSlope
     */
    void shares(
            double[] adstock,
            double logHalf,
            double logSlope,
            double[] share,
            double[] byAdstock,
            double[] byHalf,
            double[] bySlope) {
        double scale = scale(logHalf);
        double slope = slope(logSlope);
        for (int i = 0; i < adstock.length; i++) {
            double a = adstock[i];
            if (this == TANH) {
                double e = Math.exp(-2 * a / scale);
                double tanh = (1 - e) / (1 + e);
                share[i] = tanh;
                byAdstock[i] = (1 - tanh * tanh) / scale;
                byHalf[i] = -a * byAdstock[i];
                bySlope[i] = 0;
            } else {
                hill(i, a / scale, slope, a, share, byAdstock, byHalf, bySlope);
            }
        }
    }

    private void hill(
            int i,
            double u,
            double slope,
            double a,
            double[] share,
            double[] byAdstock,
            double[] byHalf,
            double[] bySlope) {
        if (u <= SMALLEST) {
            share[i] = 0;
            // Where the slope is below 1 the derivative at 0 is infinite; the data have no say in it.
            byAdstock[i] = 0;
            byHalf[i] = 0;
            bySlope[i] = 0;
            return;
        }
        double log = this == HILL ? Math.log(u) : 0;
        double power = this == HILL ? Math.exp(slope * log) : u;
        double h = power / (1 + power);
        double rate = slope * h / (1 + power);
        share[i] = h;
        byAdstock[i] = rate / a;
        byHalf[i] = -rate;
        bySlope[i] = rate * log;
    }

    private static final double SMALLEST = 1e-12;
}
