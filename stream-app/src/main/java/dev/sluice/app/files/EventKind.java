package dev.sluice.app.files;

/** What a file holds. */
public enum EventKind {
    /** Daily ad spend: {@link dev.sluice.event.SpendReport}. */
    SPEND,
    /** Clicks or sessions: {@link dev.sluice.event.ClickBatch}. */
    CLICKS,
    /** Orders and credit notes: {@link dev.sluice.event.Order}. */
    ORDERS
}
