package dev.sluice.app.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Which earlier schemas a new one must get along with, and in which direction. */
enum Compatibility {
    NONE,
    BACKWARD,
    BACKWARD_TRANSITIVE,
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE;

    static Compatibility parse(String name) throws RegistryException {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RegistryException.invalidCompatibility();
        }
    }

    /** What is wrong with a new schema beside the earlier ones, oldest first; empty: nothing. */
    List<String> faults(Schema proposed, List<Schema> earlier) {
        List<String> faults = new ArrayList<>();
        if (this == NONE || earlier.isEmpty()) {
            return faults;
        }
        for (Schema known : transitive() ? earlier : List.of(earlier.getLast())) {
            if (backward()) {
                collect(faults, "new schema cannot read data of the old one", proposed, known);
            }
            if (forward()) {
                collect(faults, "old schema cannot read data of the new one", known, proposed);
            }
        }
        return faults;
    }

    private boolean transitive() {
        return this == BACKWARD_TRANSITIVE || this == FORWARD_TRANSITIVE || this == FULL_TRANSITIVE;
    }

    private boolean backward() {
        return this != FORWARD && this != FORWARD_TRANSITIVE;
    }

    private boolean forward() {
        return this != BACKWARD && this != BACKWARD_TRANSITIVE;
    }

    private static void collect(List<String> faults, String direction, Schema reader, Schema writer) {
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .forEach(fault -> faults.add(
                        direction + ": " + fault.getType() + " at " + fault.getLocation() + ": " + fault.getMessage()));
    }
}
