package dev.sluice.app.api.write;

import dev.sluice.event.Click;
import dev.sluice.event.Order;
import dev.sluice.event.SpendReport;

/** One event of a request, as far as it could be read; {@code index} is its place there, from 0. */
sealed interface EventItem {
    int index();

    /** A spend report that intake would take. */
    record Spend(int index, SpendReport report) implements EventItem {}

    /** A click that intake would take. */
    record Clicked(int index, String account, Click click) implements EventItem {}

    /** An order that intake would take. */
    record Ordered(int index, Order order) implements EventItem {}

    /**
     * What can't be an event.
     *
     * @param code as dead letters have it, or MISFIT where it has not the form of an event
     * @param pointer where in the item, as a JSON pointer; empty for all of it
     */
    record Refused(int index, String code, String detail, String pointer) implements EventItem {}
}
