package dev.sluice.app.budget;

import dev.sluice.app.ops.BudgetMeters;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the accounts that could not be advised; each kind of failure is logged once. */
final class AdviceFailures {
    private static final Logger LOG = LoggerFactory.getLogger(AdviceFailures.class);
    private static final int MOST_TOLD = 1_000;

    private final BudgetMeters meters;
    private final Set<String> told = new HashSet<>();

    AdviceFailures(BudgetMeters meters) {
        this.meters = meters;
    }

    /** What the work gives; nothing where a model fails: then the account keeps the advice it has. */
    <T> Optional<T> guarded(String account, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (RuntimeException e) {
            threw(account, e);
            return Optional.empty();
        }
    }

    /** The same of a model's word on the past. */
    Counterfactual guarded(String account, Counterfactual model) {
        return new Counterfactual() {
            @Override
            public String version() {
                return model.version();
            }

            @Override
            public OptionalDouble revenue(int week, SortedMap<String, Long> spendMicros) {
                return guarded(account, () -> model.revenue(week, spendMicros)).orElse(OptionalDouble.empty());
            }
        };
    }

    private void threw(String account, RuntimeException why) {
        meters.failed("exception");
        if (told.size() < MOST_TOLD && told.add(account + why)) {
            LOG.error("Account {} can't be advised; its advice stays what it was", account, why);
        }
    }
}
