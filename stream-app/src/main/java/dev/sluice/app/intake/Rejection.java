package dev.sluice.app.intake;

/**
 * Why something was refused, in one line for people that names the field, its value and what is allowed.
 *
 * @param reason the code
 * @param message at most {@value #MAX_MESSAGE} characters
 */
public record Rejection(Reason reason, String message) {
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_SHOWN = 60;

    public Rejection {
        if (message.length() > MAX_MESSAGE) {
            message = message.substring(0, MAX_MESSAGE - 1) + "…";
        }
    }

    /** A value as it may stand in a message: short, without control characters. */
    static String shown(String value) {
        String clean = value.replaceAll("\\p{Cntrl}", "?");
        return "'" + (clean.length() > MAX_SHOWN ? clean.substring(0, MAX_SHOWN - 1) + "…" : clean) + "'";
    }
}
