package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;

/**
 * What one check of the doctor found.
 *
 * @param verdict whether it is well
 * @param subject what was looked at
 * @param detail what was found
 * @param advice what to do; empty where nothing
 * @param code the exit code of a failure
 */
record Finding(Verdict verdict, String subject, String detail, String advice, ExitCode code) {
    enum Verdict {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String subject, String detail) {
        return new Finding(Verdict.OK, subject, detail, "", ExitCode.OK);
    }

    static Finding warn(String subject, String detail, String advice) {
        return new Finding(Verdict.WARN, subject, detail, advice, ExitCode.OK);
    }

    static Finding fail(String subject, String detail, String advice, ExitCode code) {
        return new Finding(Verdict.FAIL, subject, detail, advice, code);
    }
}
