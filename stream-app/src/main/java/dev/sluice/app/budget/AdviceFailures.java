package dev.sluice.app.budget;

import dev.sluice.app.ops.BudgetMeters;
import java.util.HashSet;
import java.util.Set;
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

    void threw(String account, RuntimeException why) {
        meters.failed("exception");
        if (told.size() < MOST_TOLD && told.add(account + why)) {
            LOG.error("Account {} can't be advised; its advice stays what it was", account, why);
        }
    }
}
