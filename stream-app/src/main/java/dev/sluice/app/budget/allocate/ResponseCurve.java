package dev.sluice.app.budget.allocate;

/**
 * What one channel brings for a weekly spend. Spend and response are in currency units (or the response in customers);
 * the response is finite, 0 or more, continuous, and never falls as spend grows. It may be concave or S-shaped, or neither.
 */
public interface ResponseCurve {
    /** The response to a spend of 0 or more. */
    double at(double spend);

    /** Its derivative: what the next unit of spend brings; at a kink, what the last one brought. */
    double slope(double spend);

    /**
     * The spends, rising, at which the curve turns from convex to concave or back; between two of them the slope only
     * rises or only falls, beyond a kink (which is one of them) the curve is flat. This is what makes an upper bound
     * provable: on a concave stretch the tangents lie above the curve, on a convex one the chord does. A curve that
     * doesn't know its turns is sampled: {@link SampledCurve}.
     */
    double[] turns();
}
