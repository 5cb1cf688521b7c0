package dev.sluice.app.files;

/** The way out of a row: which cell is wrong and why. Never leaves this package; carries no stack trace. */
final class BadCell extends Exception {
    private static final long serialVersionUID = 1L;

    private final String column;
    private final String value;
    private final String reason;

    BadCell(String column, String value, String reason) {
        super(reason, null, false, false);
        this.column = column;
        this.value = value;
        this.reason = reason;
    }

    String column() {
        return column;
    }

    String value() {
        return value;
    }

    String reason() {
        return reason;
    }
}
