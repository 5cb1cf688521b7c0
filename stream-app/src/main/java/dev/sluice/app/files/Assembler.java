package dev.sluice.app.files;

/** Makes events of rows: one kind of event each. */
interface Assembler {
    /**
     * Takes one row.
     *
     * @throws BadCell where the row can't be used; the assembler is as if it had not seen it, except that an
     *     order or report the row belongs to is known to be incomplete
     */
    void row(Row row) throws BadCell, FileProblem;

    /** No more rows: hands on what was waiting for them. */
    void finish() throws FileProblem;
}
