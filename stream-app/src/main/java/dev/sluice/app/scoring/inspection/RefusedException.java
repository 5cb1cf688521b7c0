package dev.sluice.app.scoring.inspection;

import dev.sluice.app.scoring.inspection.Refusal.Code;

/** Ends an inspection at the first fault; never leaves this package. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Code code, String reason) {
        super(reason);
        this.refusal = new Refusal(code, reason);
    }

    Refusal refusal() {
        return refusal;
    }

    /** What a file calls itself, fit for one line: a hostile name may be long or hold control characters. */
    static String shown(String name) {
        String plain = name.replaceAll("[^\\p{Print}]", "?");
        return "'" + (plain.length() > 60 ? plain.substring(0, 60) + "..." : plain) + "'";
    }
}
