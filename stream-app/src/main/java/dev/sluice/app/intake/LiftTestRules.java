package dev.sluice.app.intake;

import dev.sluice.event.LiftTest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a lift test must be for a trainer to learn from it. */
public final class LiftTestRules {
    private static final Set<String> OUTCOMES = Set.of("revenue", "new_customers");

    private LiftTestRules() {}

    /** Why it can't be one, in one line that names the field; empty where it can. */
    public static Optional<String> refusal(LiftTest test) {
        Optional<Rejection> account = EventRules.accountRefusal(test.getAccount());
        return account.isPresent()
                ? account.map(Rejection::message)
                : Optional.ofNullable(idFault(test)).or(() -> Optional.ofNullable(numberFault(test)));
    }

    private static @Nullable String idFault(LiftTest test) {
        String fault = Validation.idFault(test.getTestId());
        if (fault != null) {
            return "test_id " + Rejection.shown(test.getTestId()) + " " + fault;
        }
        fault = Validation.idFault(test.getChannel());
        if (fault != null) {
            return "channel " + Rejection.shown(test.getChannel()) + " " + fault;
        }
        return OUTCOMES.contains(test.getOutcome())
                ? null
                : "outcome " + Rejection.shown(test.getOutcome()) + " must be revenue or new_customers";
    }

    private static @Nullable String numberFault(LiftTest test) {
        long delta = test.getDeltaSpendMicros();
        long before = test.getSpendMicros().orElse(0L);
        if (delta == 0 || Math.absExact(Math.max(delta, -Long.MAX_VALUE)) > Validation.MAX_AMOUNT) {
            return "delta_spend_micros is " + delta + ", must be other than 0 and at most " + Validation.MAX_AMOUNT;
        }
        if (before < 0 || before > Validation.MAX_AMOUNT) {
            return "spend_micros is " + before + ", must be 0 to " + Validation.MAX_AMOUNT;
        }
        if (test.getSpendMicros().isPresent() && before + delta < 0) {
            return "spend_micros and delta_spend_micros add up to " + (before + delta) + ", must be 0 or more";
        }
        if (!Double.isFinite(test.getDeltaOutcome())) {
            return "delta_outcome must be a finite number";
        }
        return test.getStandardError() > 0 && Double.isFinite(test.getStandardError())
                ? null
                : "standard_error is " + test.getStandardError() + ", must be above 0";
    }
}
