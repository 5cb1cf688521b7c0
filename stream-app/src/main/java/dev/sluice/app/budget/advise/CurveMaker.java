package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.allocate.ResponseCurve;

/** Makes a curve from points: spend ascending from 0, response never falling. */
@FunctionalInterface
interface CurveMaker {
    ResponseCurve of(double[] spend, double[] response);
}
