package dev.sluice.app.budget.allocate;

/** Response curves in closed form, which know where they turn. */
final class TestCurves {
    private TestCurves() {}

    private record Closed(
            java.util.function.DoubleUnaryOperator at, java.util.function.DoubleUnaryOperator slope, double... turns)
            implements ResponseCurve {
        @Override
        public double at(double spend) {
            return at.applyAsDouble(spend);
        }

        @Override
        public double slope(double spend) {
            return slope.applyAsDouble(spend);
        }
    }

    /** top x^shape / (half^shape + x^shape): S-shaped for a shape above 1. */
    static ResponseCurve hill(double top, double half, double shape) {
        double turn = shape > 1 ? half * Math.pow((shape - 1) / (shape + 1), 1 / shape) : 0;
        return new Closed(
                x -> {
                    double z = Math.pow(x / half, shape);
                    return top * z / (1 + z);
                },
                x -> {
                    if (x <= 0) {
                        return shape > 1 ? 0 : shape < 1 ? 1e300 : top / half;
                    }
                    double z = Math.pow(x / half, shape);
                    return top * shape * z / (x * (1 + z) * (1 + z));
                },
                turn);
    }

    /** top (1 - e^(-rate x)) / (1 + e^(-rate x)). */
    static ResponseCurve logistic(double top, double rate) {
        return new Closed(x -> top * Math.tanh(rate * x / 2), x -> {
            double t = Math.tanh(rate * x / 2);
            return top * rate / 2 * (1 - t * t);
        });
    }

    static ResponseCurve exponential(double top, double scale) {
        return new Closed(x -> -top * Math.expm1(-x / scale), x -> top / scale * Math.exp(-x / scale));
    }

    /** A logistic in spend itself, from 0: S-shaped around the middle. */
    static ResponseCurve sigmoid(double top, double middle, double width) {
        double base = 1 / (1 + Math.exp(middle / width));
        return new Closed(
                x -> top * (1 / (1 + Math.exp((middle - x) / width)) - base),
                x -> {
                    double p = 1 / (1 + Math.exp((middle - x) / width));
                    return top / width * p * (1 - p);
                },
                middle);
    }

    /** The curve as if it were known at so many evenly spaced spends only. */
    static SampledCurve sampled(ResponseCurve curve, double to, int samples) {
        double[] spend = new double[samples];
        double[] response = new double[samples];
        for (int i = 0; i < samples; i++) {
            spend[i] = to * i / (samples - 1);
            response[i] = curve.at(spend[i]);
        }
        return SampledCurve.of(spend, response);
    }
}
