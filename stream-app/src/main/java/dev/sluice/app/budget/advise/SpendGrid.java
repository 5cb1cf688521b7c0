package dev.sluice.app.budget.advise;

/** The spends at which a channel's response is asked for: from 0 to the largest, closer together near the spend of now. */
final class SpendGrid {
    /** Odd, so that the spend of now is one of them. */
    static final int POINTS = 33;

    private static final int HALF = POINTS / 2;

    /** How quickly points spread out; 1 would be evenly. */
    private static final double SPREAD = 1.6;

    /** Room above the spend of now that is always asked for, so that its slope is known. */
    private static final double LEAST_ROOM = 0.05;

    private SpendGrid() {}

    static double[] of(double current, double top) {
        return current > 0 ? around(current, Math.max(top, current * (1 + LEAST_ROOM))) : fromZero(top > 0 ? top : 1);
    }

    private static double[] around(double current, double top) {
        double[] grid = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double away = Math.pow(Math.abs(i - HALF) / (double) HALF, SPREAD);
            grid[i] = i < HALF ? current * (1 - away) : current + (top - current) * away;
        }
        grid[0] = 0;
        return grid;
    }

    private static double[] fromZero(double top) {
        double[] grid = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            grid[i] = top * Math.pow(i / (double) (POINTS - 1), SPREAD);
        }
        return grid;
    }
}
