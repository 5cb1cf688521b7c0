package dev.sluice.app.budget.advise;

/**
 * How good the advised split is by the curves that it was chosen on.
 *
 * @param value what the goal makes most of
 * @param upperBound no split within the limits has more
 */
public record Certificate(double value, double upperBound) {}
