package dev.sluice.trainer.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of UTF-8 text, plain or gzip by its first bytes, with or without a byte order mark. */
final class TextFile {
    private static final int BUFFER = 1 << 16;

    private TextFile() {}

    /** Opens the file; reading throws {@link CharacterCodingException} at what is not UTF-8. */
    static Limited open(Path file, long mostPerRecord) throws IOException {
        InputStream bytes = bytes(file);
        try {
            Reader reader = new InputStreamReader(
                    bytes,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            return new Limited(reader, mostPerRecord);
        } catch (RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static InputStream bytes(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            boolean zipped = startsWith(raw, 0x1F, 0x8B);
            InputStream plain = zipped ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
            if (startsWith(plain, 0xEF, 0xBB, 0xBF)) {
                plain.skipNBytes(3);
            }
            return plain;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean startsWith(InputStream bytes, int... mark) throws IOException {
        bytes.mark(mark.length);
        boolean same = true;
        for (int b : mark) {
            same = same && bytes.read() == b;
        }
        bytes.reset();
        return same;
    }

    /** The first line that is not UTF-8; 0 where all are. A reader that stumbled is some buffers ahead of it. */
    static long firstBadLine(Path file) throws IOException {
        try (InputStream bytes = bytes(file)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int b = bytes.read(); b >= 0; b = bytes.read()) {
                line.write(b);
                if (b == '\n') {
                    if (!isUtf8(line)) {
                        return number;
                    }
                    line.reset();
                    number++;
                }
            }
            return isUtf8(line) ? 0 : number;
        }
    }

    private static boolean isUtf8(ByteArrayOutputStream line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A record that doesn't end. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Stops before a quote that nobody closed has the parser put a whole file into one field. */
    static final class Limited extends FilterReader {
        private final long most;
        private long read;

        private Limited(Reader reader, long most) {
            super(reader);
            this.most = most;
        }

        /** The next record starts about here. */
        void nextRecord() {
            read = 0;
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            count(c < 0 ? 0 : 1);
            return c;
        }

        @Override
        public int read(char[] to, int at, int length) throws IOException {
            int n = super.read(to, at, length);
            count(n);
            return n;
        }

        private void count(int n) throws TooLongException {
            read += Math.max(0, n);
            if (read > most) {
                throw new TooLongException();
            }
        }
    }
}
