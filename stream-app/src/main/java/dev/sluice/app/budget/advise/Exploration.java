package dev.sluice.app.budget.advise;

/**
 * Money that is moved to learn, and declared as such: part of the recommended amounts.
 *
 * @param channel the channel whose response is to be learned
 * @param partner the channel that pays, or that gets what is taken away
 * @param micros what the explored channel gets on top; negative: what it gives up
 * @param worth what knowing the channel's response would gain a week in expectation, by the draws; 0 for a new channel
 */
public record Exploration(String channel, String partner, long micros, double worth) {}
