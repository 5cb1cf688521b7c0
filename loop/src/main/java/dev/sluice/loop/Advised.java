package dev.sluice.loop;

/**
 * What was advised.
 *
 * @param act false: leave the budget as it is
 * @param reason the advice's code for why
 * @param spends of the next week, by channel, currency units; those of now where it is to be left
 * @param gain predicted gain in weekly revenue over the weeks that the advice looks at; 0 where nothing is promised
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Advised(boolean act, String reason, double[] spends, double gain) {}
