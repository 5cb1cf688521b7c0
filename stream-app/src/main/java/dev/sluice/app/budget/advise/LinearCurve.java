package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.allocate.ResponseCurve;
import java.util.Arrays;

/** Straight lines between points, flat past the last: the same curve that draws are judged by. */
final class LinearCurve implements ResponseCurve {
    private final double[] spend;
    private final double[] response;

    LinearCurve(double[] spend, double[] response) {
        this.spend = spend.clone();
        this.response = response.clone();
    }

    @Override
    public double at(double amount) {
        int right = right(amount);
        if (right == spend.length) {
            return response[right - 1];
        }
        return response[right - 1] + (amount - spend[right - 1]) * slopeTo(right);
    }

    @Override
    public double slope(double amount) {
        int right = right(amount);
        return right == spend.length ? 0 : slopeTo(right);
    }

    private double slopeTo(int right) {
        return (response[right] - response[right - 1]) / (spend[right] - spend[right - 1]);
    }

    /** The first point above an amount; as many as there are points past the last. */
    private int right(double amount) {
        int at = Arrays.binarySearch(spend, amount);
        return Math.max(1, at >= 0 ? at + 1 : -at - 1);
    }
}
