package dev.sluice.app.budget.allocate;

/**
 * What one channel brings for a weekly spend. Spend and response are in currency units (or the response in customers);
 * the response is finite, 0 or more, and never falls as spend grows. It may be concave or S-shaped, or neither.
 */
public interface ResponseCurve {
    /** The response to a spend of 0 or more. */
    double at(double spend);

    /** Its derivative: what the next unit of spend brings. */
    double slope(double spend);
}
