package dev.sluice.app.files;

import java.io.IOException;

/** Bytes that are no text, or text without end: found below the CSV parser, told above it. */
final class TextFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String reason;

    /** @param line physical line; 0 where only the parser knows */
    TextFault(long line, String reason) {
        super(reason);
        this.line = line;
        this.reason = reason;
    }

    long line() {
        return line;
    }

    String reason() {
        return reason;
    }
}
