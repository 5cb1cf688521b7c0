package dev.sluice.app.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a CSV file become the fields of events. Immutable. Written as YAML; docs/import.md is the
 * reference.
 */
public final class Mapping {
    private static final long LARGEST_FILE = 1 << 20;
    private static final List<String> PRESETS = List.of(
            "amazon-ads",
            "fivetran-ad-reporting",
            "ga4",
            "google-ads",
            "meta-ads",
            "microsoft-ads",
            "shopify-orders",
            "tiktok-ads");

    /** Order lines that share an order id are one order. */
    record LineGroups(TotalFrom totalFrom, boolean keepItems) {}

    /** Where the total of an order made of lines comes from. */
    enum TotalFrom {
        /** Sum of quantity × unit price. */
        LINES,
        /** Sum of the {@code total} column. */
        SUM,
        /** First line whose {@code total} is not empty. */
        FIRST
    }

    /** Which orders are credit notes. */
    record CreditNotes(List<String> idPrefixes, boolean negativeTotal) {
        static final CreditNotes NONE = new CreditNotes(List.of(), false);

        boolean covers(String orderId, long total) {
            return (negativeTotal && total < 0) || idPrefixes.stream().anyMatch(orderId::startsWith);
        }
    }

    /** How the file is written. */
    record Layout(char delimiter, Charset encoding, boolean findHeader, NumberText numbers) {}

    private final String name;
    private final EventKind kind;
    private final Layout layout;
    private final List<RowFilter> filters;
    private final Map<EventField, List<FieldRule>> rules;
    private final @Nullable LineGroups lineGroups;
    private final CreditNotes creditNotes;

    Mapping(
            String name,
            EventKind kind,
            Layout layout,
            List<RowFilter> filters,
            Map<EventField, List<FieldRule>> rules,
            @Nullable LineGroups lineGroups,
            CreditNotes creditNotes) {
        this.name = name;
        this.kind = kind;
        this.layout = layout;
        this.filters = List.copyOf(filters);
        this.rules = rules.isEmpty() ? Map.of() : new EnumMap<>(rules);
        this.lineGroups = lineGroups;
        this.creditNotes = creditNotes;
    }

    /**
     * Reads a mapping file.
     *
     * @throws MappingProblem with every fault in it
     */
    public static Mapping load(Path yaml, EventKind kind) throws MappingProblem {
        try {
            if (Files.size(yaml) > LARGEST_FILE) {
                throw new MappingProblem(List.of(yaml + ": larger than 1 MiB; is this a mapping file?"));
            }
            return parse(Files.readString(yaml), yaml.toString(), kind);
        } catch (MalformedInputException e) {
            throw new MappingProblem(List.of(yaml + ": not UTF-8 text; is this a mapping file?"));
        } catch (IOException e) {
            throw new MappingProblem(List.of(FileProblem.unreadable(yaml, e).getMessage()));
        }
    }

    /**
     * A built-in mapping.
     *
     * @throws MappingProblem where there is none of this name; the message lists them
     */
    public static Mapping preset(String name) throws MappingProblem {
        return parse(presetText(name), name, null);
    }

    /** Names for {@link #preset}. */
    public static List<String> presetNames() {
        return PRESETS;
    }

    static Mapping parse(String text, String origin, @Nullable EventKind kind) throws MappingProblem {
        List<String> faults = new ArrayList<>();
        Mapping mapping = new MappingParser(faults).parse(Yaml.read(text, origin, faults), origin, kind);
        if (!faults.isEmpty()) {
            throw new MappingProblem(faults);
        }
        return mapping;
    }

    static String presetText(String name) throws MappingProblem {
        if (!PRESETS.contains(name)) {
            throw new MappingProblem(List.of("no preset '" + name + "'; there are " + String.join(", ", PRESETS)));
        }
        try (InputStream resource = Mapping.class.getResourceAsStream("/presets/" + name + ".yaml")) {
            if (resource == null) {
                throw new IllegalStateException("the preset " + name + " is missing from the build");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The mapping file or preset it was read from. */
    public String name() {
        return name;
    }

    /** What the files it reads hold. */
    public EventKind kind() {
        return kind;
    }

    /** Whether rows say their own account, so that none need be given. */
    public boolean mapsAccount() {
        return maps(EventField.ACCOUNT);
    }

    /** Whether rows say their own currency, so that none need be given. */
    public boolean mapsCurrency() {
        return maps(EventField.CURRENCY);
    }

    /** Whether rows say their own revision, so that no as-of need be given. */
    public boolean mapsRevision() {
        return maps(EventField.REVISION);
    }

    boolean maps(EventField field) {
        return rules.containsKey(field);
    }

    Layout layout() {
        return layout;
    }

    List<RowFilter> filters() {
        return filters;
    }

    Map<EventField, List<FieldRule>> rules() {
        return rules;
    }

    @Nullable
    LineGroups lineGroups() {
        return lineGroups;
    }

    CreditNotes creditNotes() {
        return creditNotes;
    }
}
