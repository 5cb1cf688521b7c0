package dev.sluice.app.world.weekly;

/**
 * What to spend in the weeks after the history, and what media then bring.
 *
 * @param spends [week][channel], currency units
 * @param revenue expected media revenue of those weeks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Plan(double[][] spends, double revenue) {}
