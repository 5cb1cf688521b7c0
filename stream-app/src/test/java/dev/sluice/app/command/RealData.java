package dev.sluice.app.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Public data sets, and how the commands are to read them; tests are skipped where they are not at hand. Reads them also
 * by itself, without any of the code under test.
 */
final class RealData {
    static final String AS_OF = "2026-06-01";

    private RealData() {}

    /** Sessions as clicks, and those with revenue as orders too. */
    static List<String> sessions() throws URISyntaxException {
        return List.of(
                file("stream/ga_sessions.csv.gz").toString(),
                "--clicks-mapping",
                mapping("ga-sessions-clicks"),
                "--orders-mapping",
                mapping("ga-sessions-orders"),
                "--account",
                "shop",
                "--currency",
                "USD",
                "--as-of",
                AS_OF);
    }

    /** A year of daily spend on three platforms. */
    static List<String> ads() throws URISyntaxException {
        return List.of(
                "--spend",
                file("cac/global_ads_performance_dataset.csv").toString(),
                "--spend-mapping",
                mapping("global-ads-spend"),
                "--account",
                "global",
                "--currency",
                "USD",
                "--as-of",
                AS_OF);
    }

    /** Invoice lines of a shop. */
    static List<String> retail() throws URISyntaxException {
        return List.of(
                "--orders",
                file("ltv/online_retail.csv.gz").toString(),
                "--orders-mapping",
                mapping("online-retail-orders"),
                "--account",
                "retail",
                "--as-of",
                AS_OF);
    }

    static Path file(String name) {
        @Nullable String stated = System.getenv("SLUICE_DATA");
        Path folder = stated != null
                ? Path.of(stated)
                : Path.of(System.getProperty("sluice.root", "."), "..", "shared", "data");
        Path file = folder.resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: no " + file + "; SLUICE_DATA names another folder");
        return file;
    }

    private static String mapping(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(RealData.class.getResource("/mappings/" + name + ".yaml"))
                        .toURI())
                .toString();
    }

    /** Every row of a file, plain or gzip, as cells by column. None of these files has a line break in a field. */
    static void eachRow(Path file, Consumer<Map<String, String>> action) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(opened(file), StandardCharsets.UTF_8))) {
            List<String> columns = cells(Objects.requireNonNull(lines.readLine()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> cells = cells(line);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.put(columns.get(i), cells.get(i));
                }
                action.accept(row);
            }
        }
    }

    private static InputStream opened(Path file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 1);
        int first = in.read();
        in.unread(first);
        return first == 0x1f ? new GZIPInputStream(in) : in;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted; // a doubled quote ends and begins again, which keeps the commas right
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /** A decimal number in millionths; none may be lost. */
    static long micros(String number) {
        return new BigDecimal(number).movePointRight(6).longValueExact();
    }
}
