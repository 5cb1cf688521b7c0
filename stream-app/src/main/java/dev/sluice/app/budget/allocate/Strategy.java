package dev.sluice.app.budget.allocate;

import java.util.Locale;

/** Ways to split a budget, to be compared on the same curves. */
public enum Strategy {
    /** What {@link Allocator} says. */
    OPTIMAL("the best split over the response curves"),
    /** In proportion to 1 / CAC. */
    INVERSE_CAC("in proportion to 1 / CAC"),
    /** In proportion to ROAS. */
    PROPORTIONAL_ROAS("in proportion to ROAS"),
    /** As now, scaled to the total. */
    CURRENT("as now, scaled to the total"),
    /** The same for every channel. */
    EQUAL("the same for every channel");

    private final String meaning;

    Strategy(String meaning) {
        this.meaning = meaning;
    }

    /** What it does, for people. */
    public String meaning() {
        return meaning;
    }

    /** As commands spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
