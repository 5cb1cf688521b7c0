package dev.sluice.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.topology.ReconciliationReport;
import dev.sluice.event.Reconciliation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The books, for people and for files. */
final class ReconciliationText {
    private static final List<String> OUTCOMES =
            List.of("received", "counted", "duplicate", "stale", "superseded", "rejected");

    private ReconciliationText() {}

    /** Whether every account's books balance to the micro. */
    static boolean balances(NavigableMap<String, Reconciliation> books) {
        return books.values().stream().allMatch(r -> ReconciliationReport.difference(r) == 0);
    }

    /** A table per kind of money: received = counted + duplicate + stale + superseded + rejected. */
    static void print(PrintWriter out, NavigableMap<String, Reconciliation> books) {
        for (String kind : List.of("spend", "revenue")) {
            out.println();
            out.printf(Locale.ROOT, "Reconciliation of %s, in currency units%n", kind);
            out.printf(
                    Locale.ROOT,
                    "  %-16s %18s = %18s + %14s + %14s + %18s + %14s%n",
                    "account",
                    "received",
                    "counted",
                    "duplicate",
                    "stale",
                    "superseded",
                    "rejected");
            books.forEach((account, book) -> line(out, account, kind, book));
            line(out, "total", kind, ReconciliationReport.total("total", books.values()));
        }
        out.println();
        out.println(
                balances(books)
                        ? "Balanced to the micro: received = counted + duplicate + stale + superseded + rejected"
                        : "NOT BALANCED: this is a defect in Sluice; please report it with the dead letters");
    }

    private static void line(PrintWriter out, String account, String kind, Reconciliation book) {
        Object[] shown = new Object[OUTCOMES.size() + 1];
        shown[0] = account.equals(ReconciliationReport.UNATTRIBUTED) ? "(no account)" : account;
        for (int i = 0; i < OUTCOMES.size(); i++) {
            shown[i + 1] = units(micros(book, kind, OUTCOMES.get(i)));
        }
        out.printf(Locale.ROOT, "  %-16s %18s = %18s + %14s + %14s + %18s + %14s%n", shown);
    }

    /** Writes totals, and the books of every account. */
    static void write(Path file, NavigableMap<String, Reconciliation> books) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        root.put("balanced", balances(books));
        root.set("total", json(mapper, ReconciliationReport.total("total", books.values())));
        ObjectNode accounts = root.putObject("accounts");
        books.forEach((account, book) -> accounts.set(account, json(mapper, book)));
        Files.writeString(file, mapper.writeValueAsString(root) + "\n");
    }

    private static ObjectNode json(ObjectMapper mapper, Reconciliation book) {
        ObjectNode node = mapper.createObjectNode();
        Map<String, ObjectNode> groups = new TreeMap<>();
        for (Schema.Field field : book.getSchema().getFields()) {
            if (field.schema().getType() != Schema.Type.LONG || field.name().equals("events")) {
                continue;
            }
            String name = field.name();
            boolean money = name.endsWith("_micros");
            String kind = name.substring(0, name.lastIndexOf('_', money ? name.length() - 8 : name.length()));
            String outcome = name.substring(kind.length() + 1);
            ObjectNode group = groups.computeIfAbsent(kind, k -> node.putObject(k));
            group.put(outcome, (Long) book.get(field.pos()));
        }
        node.put("events", book.getEvents());
        node.put("difference_micros", ReconciliationReport.difference(book));
        return node;
    }

    private static long micros(Reconciliation book, String kind, String outcome) {
        return (Long) book.get(
                book.getSchema().getField(kind + "_" + outcome + "_micros").pos());
    }

    /** Micros as units with all six digits: nothing is rounded away. */
    private static String units(long micros) {
        String sign = micros < 0 ? "-" : "";
        long whole = Math.abs(micros / 1_000_000);
        return String.format(Locale.ROOT, "%s%,d.%06d", sign, whole, Math.abs(micros % 1_000_000));
    }
}
