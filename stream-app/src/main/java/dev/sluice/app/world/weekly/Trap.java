package dev.sluice.app.world.weekly;

/** What is wrong with a market's history, so that nobody can honestly advise from it. */
public enum Trap {
    /** Nothing: spend varies, every channel brings something. */
    NONE,
    /** Media has no effect at all. */
    NOISE,
    /** All channels move together: what brings the revenue can't be told. */
    COLLINEAR,
    /** Spend hardly moves. */
    CONSTANT,
    /** 12 to 20 weeks of history. */
    SHORT,
    /** A control, {@value WeeklyMarket#LEAKED_CONTROL}, that is the revenue by another name. */
    LEAK
}
