package dev.sluice.app.world.weekly;

import dev.sluice.app.world.Chance;

/** How a channel really levels off; x is adstock as a multiple of the channel's mean spend. */
public sealed interface TrueCurve {
    /** Rises from 0 at 0; its unit is the channel's affair. */
    double at(double x);

    /** Hill's curve; S-shaped where slope is above 1, Michaelis-Menten where it is 1. */
    record Hill(double half, double slope) implements TrueCurve {
        @Override
        public double at(double x) {
            return x <= 0 ? 0 : 1 / (1 + StrictMath.pow(half / x, slope));
        }
    }

    /** Logistic saturation. */
    record Tanh(double scale) implements TrueCurve {
        @Override
        public double at(double x) {
            return StrictMath.tanh(x / scale);
        }
    }

    record Exponential(double scale) implements TrueCurve {
        @Override
        public double at(double x) {
            return -StrictMath.expm1(-x / scale);
        }
    }

    /** Levels off without ever being full. */
    record Logarithmic(double scale) implements TrueCurve {
        @Override
        public double at(double x) {
            return StrictMath.log1p(x / scale);
        }
    }

    /** A constant elasticity. */
    record Power(double elasticity) implements TrueCurve {
        @Override
        public double at(double x) {
            return x <= 0 ? 0 : StrictMath.pow(x, elasticity);
        }
    }

    static TrueCurve drawn(Chance chance) {
        return switch (chance.below(7)) {
            case 0, 1 -> new Hill(chance.between(0.5, 2), chance.between(1.1, 1.8));
            case 2 -> new Hill(chance.between(0.5, 2.5), 1);
            case 3, 4 -> new Tanh(chance.between(0.8, 2.5));
            case 5 -> new Exponential(chance.between(0.6, 2));
            default ->
                chance.happens(0.5) ? new Logarithmic(chance.between(0.2, 1)) : new Power(chance.between(0.35, 0.75));
        };
    }
}
