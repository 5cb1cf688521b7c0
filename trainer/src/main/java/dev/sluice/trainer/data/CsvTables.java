package dev.sluice.trainer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Tables from CSV files (RFC 4180), plain or gzip, in UTF-8 with or without a byte order mark, with a header line.
 *
 * <p>A column whose values all are numbers holds numbers ({@code NA}, {@code NaN}, {@code null} and the like are
 * missing there); one whose values all are ISO dates, with or without a time, holds days; any other holds categories.
 * Empty fields are missing. Header names lose blanks around them and keep everything else, such as units. Columns at
 * the end that have no name are dropped; the table remarks on values in them.
 */
public final class CsvTables {
    private static final long LONGEST_RECORD = 16L << 20;
    private static final String DELIMITERS = ",;\t|";

    private CsvTables() {}

    /**
     * Reads a file.
     *
     * @throws TableException with file and line, where it can't be read or is not such a file
     */
    public static Table read(Path file, CsvOptions options) throws TableException {
        String name = String.valueOf(file.getFileName());
        if (Files.isDirectory(file)) {
            throw new TableException(file + " is a folder: name a file");
        }
        try {
            return parse(file, name, options);
        } catch (NoSuchFileException e) {
            throw new TableException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new TableException(
                    "%s, line %d: not UTF-8: convert the file first".formatted(name, badLine(file)), e);
        } catch (ZipException e) {
            throw new TableException(name + ": the gzip file is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new TableException(name + ": can't be read: " + e.getMessage(), e);
        }
    }

    private static long badLine(Path file) throws TableException {
        try {
            return TextFile.firstBadLine(file);
        } catch (IOException e) {
            throw new TableException(file + ": can't be read: " + e.getMessage(), e);
        }
    }

    private static Table parse(Path file, String name, CsvOptions options) throws IOException, TableException {
        CSVFormat format =
                CSVFormat.RFC4180.builder().setDelimiter(options.delimiter()).get();
        try (TextFile.Limited text = TextFile.open(file, LONGEST_RECORD);
                CSVParser parser =
                        CSVParser.builder().setReader(text).setFormat(format).get()) {
            CsvColumns columns = null;
            Iterator<CSVRecord> records = parser.iterator();
            while (hasNext(records, parser, name)) {
                CSVRecord record = records.next();
                text.nextRecord();
                long line = firstLine(record, parser);
                if (columns == null) {
                    checkDelimiter(record, name, options.delimiter());
                    columns = new CsvColumns(name, record, line);
                } else if (record.size() > 1 || !record.get(0).isBlank()) { // an empty line is no row
                    columns.add(record, line);
                }
            }
            if (columns == null) {
                throw new TableException(name + ": the file is empty");
            }
            return columns.typed(options);
        }
    }

    private static boolean hasNext(Iterator<CSVRecord> records, CSVParser parser, String name)
            throws IOException, TableException {
        long line = parser.getCurrentLineNumber() + 1;
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            if (cause instanceof TextFile.TooLongException) {
                throw new TableException(
                        "%s, line %d: a record of more than %d MiB: is a quote left open?"
                                .formatted(name, line, LONGEST_RECORD >> 20),
                        e);
            }
            if (cause instanceof CharacterCodingException || cause instanceof ZipException) {
                throw cause;
            }
            throw new TableException("%s, line %d: %s".formatted(name, line, cause.getMessage()), e);
        }
    }

    /** The parser knows where a record ends; quoted fields may hold line breaks. */
    private static long firstLine(CSVRecord record, CSVParser parser) {
        long breaks = record.stream()
                .mapToLong(field -> field.chars().filter(c -> c == '\n').count())
                .sum();
        return parser.getCurrentLineNumber() - breaks;
    }

    private static void checkDelimiter(CSVRecord header, String name, char delimiter) throws TableException {
        if (header.size() > 1) {
            return;
        }
        String line = header.get(0);
        for (char other : DELIMITERS.toCharArray()) {
            if (other != delimiter && line.indexOf(other) >= 0) {
                throw new TableException("%s, line 1: only one column with delimiter %s: is it %s?"
                        .formatted(name, shown(delimiter), shown(other)));
            }
        }
    }

    private static String shown(char delimiter) {
        return delimiter == '\t' ? "tab" : "'" + delimiter + "'";
    }
}
