package dev.sluice.schemas;

import dev.sluice.event.AuditEntry;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.FeatureRow;
import dev.sluice.event.LiftTest;
import dev.sluice.event.Order;
import dev.sluice.event.Reconciliation;
import dev.sluice.event.SavedPlan;
import dev.sluice.event.SpendReport;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The records that are values of a topic: what may be written to and read from the wire. */
public final class Contracts {
    private static final List<Class<? extends SpecificRecord>> ALL = List.of(
            SpendReport.class,
            ClickBatch.class,
            Order.class,
            BudgetPolicy.class,
            LiftTest.class,
            ChannelWeek.class,
            ChannelScore.class,
            BudgetRecommendation.class,
            FeatureRow.class,
            Reconciliation.class,
            SavedPlan.class,
            AuditEntry.class);

    private Contracts() {}

    /** Every contract, inputs first. */
    public static List<Class<? extends SpecificRecord>> all() {
        return ALL;
    }

    /** The contract of this full name, for example {@code dev.sluice.event.Order}. */
    public static Optional<Class<? extends SpecificRecord>> byFullName(String name) {
        return ALL.stream().filter(type -> type.getName().equals(name)).findFirst();
    }
}
