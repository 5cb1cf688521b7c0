package dev.sluice.app.files;

/**
 * What became of a file. Every data row is used, rejected or filtered; blank rows are not counted.
 *
 * @param rows data rows read
 * @param events events handed on: a batch of clicks is one
 * @param entities spend reports, clicks or orders in them
 * @param rejected rows that could not be used; each is told as a {@link RowProblem}, or belongs to an order or
 *     report that was left out because of one
 * @param filtered rows the mapping's {@code where} left out
 */
public record Summary(long rows, long events, long entities, long rejected, long filtered) {}
