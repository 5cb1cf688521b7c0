package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A small CSV file with a header line, and all that is wrong with it, by line. */
final class CsvTable {
    private static final int MOST_FAULTS = 20;

    /** A row and the line it stands on. */
    record Row(long line, List<String> cells) {}

    private final Path file;
    private final List<String> header;
    private final List<Row> rows;
    private final List<String> faults = new ArrayList<>();

    private CsvTable(Path file, List<String> header, List<Row> rows) {
        this.file = file;
        this.header = header;
        this.rows = rows;
    }

    /**
     * Reads all of it; empty lines don't count.
     *
     * @throws CommandFailure where it can't be read as a table
     */
    static CsvTable read(Path file) {
        List<Row> rows = new ArrayList<>();
        List<String> header = List.of();
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser parser = CSVFormat.RFC4180
                        .builder()
                        .setIgnoreEmptyLines(true)
                        .get()
                        .parse(reader)) {
            for (CSVRecord record : parser) {
                List<String> cells = record.toList().stream().map(String::strip).toList();
                if (header.isEmpty()) {
                    header = new ArrayList<>(cells);
                    header.set(0, header.getFirst().replaceFirst("^\uFEFF", ""));
                } else {
                    rows.add(new Row(parser.getCurrentLineNumber(), cells));
                }
            }
        } catch (CharacterCodingException e) {
            throw problem(file + ": not UTF-8 text");
        } catch (NoSuchFileException e) {
            throw problem("There is no file " + file);
        } catch (UncheckedIOException e) {
            throw problem(file + ": the quotes are not balanced");
        } catch (IOException e) {
            throw problem(file + ": " + e.getMessage());
        }
        if (rows.isEmpty()) {
            throw problem(file + ":1: a line that names the columns, and rows below it, are expected here");
        }
        return new CsvTable(file, header, rows);
    }

    List<Row> rows() {
        return rows;
    }

    /** The place of a column; a fault where it is not there. */
    int column(String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw problem(file + ":1: there is no column '" + name + "'; there are " + String.join(", ", header));
        }
        return column;
    }

    String text(Row row, int column) {
        String text = column < row.cells.size() ? row.cells.get(column) : "";
        if (text.isEmpty()) {
            fault(row.line, "the " + header.get(column) + " is empty");
        }
        return text;
    }

    /** A finite number of 0 or more; NaN, and a fault, where it is none. */
    double amount(Row row, int column) {
        String text = text(row, column);
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number) && number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            fault(row.line, header.get(column) + " '" + text + "' is no number such as 1234.56");
            return Double.NaN;
        }
        fault(row.line, header.get(column) + " '" + text + "' must be 0 or more");
        return Double.NaN;
    }

    void fault(long line, String what) {
        faults.add(file + ":" + line + ": " + what);
    }

    /** Ends the command where anything was wrong. */
    void done() {
        if (!faults.isEmpty()) {
            int more = faults.size() - MOST_FAULTS;
            throw problem(String.join("\n  ", faults.subList(0, Math.min(MOST_FAULTS, faults.size())))
                    + (more > 0 ? "\n  and " + more + " more" : ""));
        }
    }

    private static CommandFailure problem(String message) {
        return new CommandFailure(ExitCode.DATA_PROBLEMS, message);
    }
}
