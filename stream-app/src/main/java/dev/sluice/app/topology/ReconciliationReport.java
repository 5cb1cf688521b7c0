package dev.sluice.app.topology;

import dev.sluice.event.Reconciliation;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The books of many accounts, brought together. */
public final class ReconciliationReport {
    /** Name for records that name no account; each partition books them under a key of its own. */
    public static final String UNATTRIBUTED = "?";

    private ReconciliationReport() {}

    /** The books by account, those of records without an account added up under {@link #UNATTRIBUTED}. */
    public static NavigableMap<String, Reconciliation> merged(Collection<Reconciliation> books) {
        NavigableMap<String, Reconciliation> merged = new TreeMap<>();
        for (Reconciliation book : books) {
            String account = book.getAccount().startsWith(UNATTRIBUTED + "/") ? UNATTRIBUTED : book.getAccount();
            Reconciliation sum = merged.computeIfAbsent(account, ReconciliationReport::empty);
            add(sum, book);
        }
        return merged;
    }

    /** All books in one, under the given name. Amounts of different currencies are added as they are. */
    public static Reconciliation total(String name, Collection<Reconciliation> books) {
        Reconciliation sum = empty(name);
        books.forEach(book -> add(sum, book));
        return sum;
    }

    /** What the books of spend and revenue are off, in micros; 0 unless there is a defect. */
    public static long difference(Reconciliation r) {
        return Math.abs(r.getSpendReceivedMicros()
                        - r.getSpendCountedMicros()
                        - r.getSpendDuplicateMicros()
                        - r.getSpendStaleMicros()
                        - r.getSpendSupersededMicros()
                        - r.getSpendRejectedMicros())
                + Math.abs(r.getRevenueReceivedMicros()
                        - r.getRevenueCountedMicros()
                        - r.getRevenueDuplicateMicros()
                        - r.getRevenueStaleMicros()
                        - r.getRevenueSupersededMicros()
                        - r.getRevenueRejectedMicros());
    }

    private static Reconciliation empty(String account) {
        Reconciliation r = new Reconciliation();
        for (Schema.Field field : r.getSchema().getFields()) {
            r.put(field.pos(), field.name().equals("account") ? account : (Object) 0L);
        }
        return r;
    }

    private static void add(Reconciliation sum, Reconciliation book) {
        for (Schema.Field field : sum.getSchema().getFields()) {
            if (field.schema().getType() == Schema.Type.LONG) {
                sum.put(field.pos(), Math.addExact((Long) sum.get(field.pos()), (Long) book.get(field.pos())));
            }
        }
    }
}
