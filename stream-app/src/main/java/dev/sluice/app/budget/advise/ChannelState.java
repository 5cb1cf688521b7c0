package dev.sluice.app.budget.advise;

/**
 * Where a channel stands.
 *
 * @param currentMicros what is spent on it a week now
 * @param spentThisWeekMicros what has been spent on it in the running week
 */
public record ChannelState(String channel, long currentMicros, long spentThisWeekMicros) {}
