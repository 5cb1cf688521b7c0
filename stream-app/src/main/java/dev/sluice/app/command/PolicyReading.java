package dev.sluice.app.command;

import dev.sluice.app.files.PolicyFile;
import dev.sluice.app.files.PolicyProblem;
import dev.sluice.app.intake.PolicyRules;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.event.BudgetPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** From a {@code policy.yaml} to a policy that intake would take. */
public final class PolicyReading {
    private PolicyReading() {}

    /**
     * Reads a file over a policy.
     *
     * @param directory where relative names start
     * @param over what holds where the file says nothing; its account and revision must be set
     * @param now the moment to judge times against, milliseconds since the epoch
     */
    public static BudgetPolicy read(Path directory, Path file, BudgetPolicy.Builder over, long now) {
        BudgetPolicy policy;
        try {
            policy = PolicyFile.read(text(directory, file), file.toString(), over)
                    .build();
        } catch (PolicyProblem e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.join(System.lineSeparator(), e.faults()), e);
        }
        Optional<String> refusal = PolicyRules.refusal(policy, now);
        if (refusal.isPresent()) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, file + ": " + refusal.get());
        }
        return policy;
    }

    private static String text(Path directory, Path file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.DATA_PROBLEMS, file + " can't be read: name a readable policy.yaml in UTF-8", e);
        }
    }
}
