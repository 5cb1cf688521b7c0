package dev.sluice.app.budget.allocate;

import java.util.List;

/**
 * What is to be split, over what, and how.
 *
 * @param stepMicros every channel's spend is a multiple of this, except where a bound that is no multiple of it locks the
 *     channel (least and most are the same); 1 for micros
 */
public record AllocationProblem(List<Line> lines, Goal goal, long stepMicros) {
    public AllocationProblem {
        lines = List.copyOf(lines);
    }

    /** One channel: how it responds, and between which bounds its weekly spend must lie. */
    public record Line(String channel, ResponseCurve curve, Bound least, Bound most) {}

    /** What the money is for. */
    public sealed interface Goal {}

    /** The most response for a total between total - slack and total + slack. */
    public record FixedBudget(long totalMicros, long slackMicros) implements Goal {}

    /** The most profit, margin x response - spend, for a total within bounds. */
    public record MaxProfit(double margin, long leastMicros, long mostMicros) implements Goal {}

    /** The most response at which response / spend is not below this (target ROAS; target CAC as customers / spend). */
    public record TargetReturn(double returnOnSpend, long leastMicros, long mostMicros) implements Goal {}

    /** Spend on while the next unit brings at least this (target mROAS). */
    public record TargetMarginalReturn(double marginalReturn, long leastMicros, long mostMicros) implements Goal {}
}
