package dev.sluice.app.files;

import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.SpendReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What came out of a file, and a short way to make and read one. */
record Reading(Summary summary, List<Event> events, List<RowProblem> problems) {
    static final Instant AS_OF = Instant.parse("2024-02-01T06:00:00Z");
    static final ImportOptions OPTIONS = options(ZoneOffset.UTC, AS_OF, false, 500);

    static ImportOptions options(ZoneId zone, @Nullable Instant asOf, boolean strict, int clicksPerBatch) {
        return new ImportOptions("acme", "USD", zone, asOf, strict, clicksPerBatch);
    }

    static Reading of(Path file, Mapping mapping, ImportOptions options) throws FileProblem {
        List<Event> events = new ArrayList<>();
        List<RowProblem> problems = new ArrayList<>();
        Summary summary = EventFile.read(file, mapping, options, events::add, problems::add, Progress.NONE);
        return new Reading(summary, events, problems);
    }

    static Reading of(String csv, String yaml) throws FileProblem {
        return of(csv, yaml, OPTIONS);
    }

    static Reading of(String csv, String yaml, ImportOptions options) throws FileProblem {
        return of(csv.getBytes(StandardCharsets.UTF_8), mapping(yaml), options);
    }

    static Reading of(byte[] bytes, Mapping mapping, ImportOptions options) throws FileProblem {
        try {
            Path folder = Files.createTempDirectory("sluice-files");
            Path file = folder.resolve("in.csv");
            try {
                Files.write(file, bytes);
                return of(file, mapping, options);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Mapping mapping(String yaml) {
        try {
            return Mapping.parse(yaml, "m.yaml", null);
        } catch (MappingProblem e) {
            throw new AssertionError(e);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    List<SpendReport> spend() {
        return events.stream().map(event -> (SpendReport) event.value()).toList();
    }

    List<Order> orders() {
        return events.stream().map(event -> (Order) event.value()).toList();
    }

    List<Click> clicks() {
        return events.stream()
                .flatMap(event -> ((ClickBatch) event.value()).getClicks().stream())
                .toList();
    }

    /** The only problem, as people see it, without the folder. */
    String problem() {
        if (problems.size() != 1) {
            throw new AssertionError("one problem expected, not " + problems);
        }
        String text = problems.getFirst().toString();
        return text.substring(text.indexOf("in.csv"));
    }
}
