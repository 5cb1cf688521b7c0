package dev.sluice.trainer.evaluate;

import java.util.Optional;

/**
 * What a model says of the test rows.
 *
 * @param mean point predictions [row]
 * @param quantiles of its intervals, where it has some
 * @param nominal share of outcomes that the interval from p10 to p90 should hold
 * @param method how the interval was made, such as {@code conformal-residual}
 */
@SuppressWarnings("ArrayRecordComponent") // a column of numbers, not a value to compare
public record Forecast(double[] mean, Optional<Quantiles> quantiles, double nominal, String method) {}
