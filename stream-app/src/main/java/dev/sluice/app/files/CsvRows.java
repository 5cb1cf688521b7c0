package dev.sluice.app.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, plain or gzip, with the physical line each starts on. */
final class CsvRows implements AutoCloseable {
    private static final byte[][] ARCHIVES = {
        {'P', 'K', 3, 4}, {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0},
    };

    private final Path file;
    private final Counted disk;
    private final long totalBytes;
    private final StrictText text;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private long line;

    private CsvRows(Path file, Counted disk, long totalBytes, StrictText text, char delimiter) throws IOException {
        this.file = file;
        this.disk = disk;
        this.totalBytes = totalBytes;
        this.text = text;
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .setIgnoreSurroundingSpaces(true)
                .get();
        this.parser = CSVParser.builder().setReader(text).setFormat(format).get();
        this.records = parser.iterator();
    }

    static CsvRows open(Path file, Mapping.Layout layout) throws FileProblem {
        try {
            InputStream raw = Files.newInputStream(file);
            boolean opened = false;
            try {
                CsvRows rows = open(file, Files.size(file), new Counted(new BufferedInputStream(raw, 1 << 16)), layout);
                opened = true;
                return rows;
            } finally {
                if (!opened) {
                    raw.close();
                }
            }
        } catch (IOException e) {
            throw told(file, 1, e);
        }
    }

    private static CsvRows open(Path file, long size, Counted disk, Mapping.Layout layout)
            throws IOException, FileProblem {
        byte[] magic = disk.peek(4);
        if (magic.length == 0) {
            throw FileProblem.of(file, "the file is empty");
        }
        refuseArchives(file, magic);
        boolean gzip = magic.length > 1 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        BufferedInputStream plain = new BufferedInputStream(gzip ? new GZIPInputStream(disk, 1 << 16) : disk, 1 << 16);
        refuseUndeclaredUtf16(file, plain, layout);
        return new CsvRows(file, disk, size, new StrictText(plain, layout.encoding()), layout.delimiter());
    }

    private static void refuseArchives(Path file, byte[] magic) throws FileProblem {
        for (byte[] archive : ARCHIVES) {
            if (Arrays.equals(archive, magic)) {
                throw FileProblem.of(file, "an Excel or zip file, not CSV; save the sheet as CSV (UTF-8) first");
            }
        }
    }

    private static void refuseUndeclaredUtf16(Path file, BufferedInputStream plain, Mapping.Layout layout)
            throws IOException, FileProblem {
        plain.mark(2);
        int first = plain.read();
        int second = plain.read();
        plain.reset();
        boolean utf16 = (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff);
        if (utf16 && !layout.encoding().name().startsWith("UTF-16")) {
            throw FileProblem.of(
                    file,
                    "this is UTF-16 text, not " + layout.encoding().name() + "; say 'encoding: UTF-16' in the mapping");
        }
    }

    /**
     * The next row, null at the end.
     *
     * @throws BadCell for a row with misplaced quotes; the next call gives the row after it
     */
    @Nullable
    Row next() throws FileProblem, BadCell {
        line = parser.getCurrentLineNumber() + 1;
        text.startRow();
        try {
            return records.hasNext() ? new Row(records.next(), line) : null;
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            if (cause instanceof CSVException broken) {
                skipRestOfRow(broken);
                throw new BadCell(
                        "", "", "text follows a closing quote; a quote inside a quoted field is written twice (\"\")");
            }
            throw told(file, line, cause);
        }
    }

    private void skipRestOfRow(CSVException broken) throws FileProblem {
        String message = broken.getMessage();
        if (message != null && message.contains("EOF")) {
            throw FileProblem.at(file, line, "a quote opened in the row that starts here is never closed");
        }
        try {
            if (records.hasNext()) {
                records.next();
            }
        } catch (UncheckedIOException e) {
            throw FileProblem.at(file, line, "the quotes from here on are not balanced");
        }
    }

    private static FileProblem told(Path file, long line, IOException error) {
        return switch (error) {
            case TextFault fault -> FileProblem.at(file, fault.line() > 0 ? fault.line() : line, fault.reason());
            case EOFException _ ->
                FileProblem.at(file, line, "the gzip file ends too early: it is cut short; fetch it again");
            case ZipException damaged ->
                FileProblem.at(file, line, "the gzip file is damaged (" + damaged.getMessage() + "); fetch it again");
            default -> FileProblem.unreadable(file, error);
        };
    }

    /** Physical line on which the last row starts. */
    long line() {
        return line;
    }

    /** Bytes taken from the disk, compressed where the file is. */
    long bytesRead() {
        return disk.count;
    }

    long totalBytes() {
        return totalBytes;
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            // Read-only: nothing can be lost.
        }
    }

    /** Counts what is read, and can look ahead before it is. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(BufferedInputStream in) {
            super(in);
        }

        byte[] peek(int bytes) throws IOException {
            in.mark(bytes);
            byte[] ahead = in.readNBytes(bytes);
            in.reset();
            return ahead;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
