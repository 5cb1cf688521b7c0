package dev.sluice.app.budget.allocate;

/**
 * A limit of a channel's weekly spend.
 *
 * @param micros the amount, in millionths of the currency unit
 * @param name what sets it, in words that an answer may show: {@code policy minimum}, {@code weekly shift of 15 %},
 *     {@code lock}
 */
public record Bound(long micros, String name) {}
