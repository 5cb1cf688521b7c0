package dev.sluice.app.files;

/** A text that is no number, day or time; the message says why. Carries no stack trace. */
final class BadText extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadText(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
