package dev.sluice.app.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Objects;

/**
 * Decodes text and stops at the first byte that is none, with its line and offset: a stock reader would put a
 * replacement character in its place, and a customer's id would silently become another. Also bounds how much
 * is read between two calls of {@link #startRow}.
 */
final class StrictText extends Reader {
    /** Largest row, and so largest field, in characters. The parser reads ahead by up to 8,192. */
    static final int LARGEST_ROW = 1 << 20;

    private final InputStream bytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 15).flip();
    private final boolean dropMark;

    private boolean ended;
    private boolean begun;
    private long bytesBefore;
    private long lines = 1;
    private long charsOfRow;

    StrictText(InputStream bytes, Charset encoding) {
        this.bytes = bytes;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.dropMark = encoding.name().startsWith("UTF");
    }

    /** The parser has taken a whole row. */
    void startRow() {
        charsOfRow = 0;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        CharBuffer out = CharBuffer.wrap(target, offset, length);
        int start = out.position();
        while (out.position() == start) {
            CoderResult result = decoder.decode(in, out, ended);
            if (result.isError()) {
                countLines(target, offset, out.position() - start);
                throw new TextFault(
                        lines,
                        "byte " + (bytesBefore + in.position() + 1) + " (0x"
                                + Integer.toHexString(in.get(in.position()) & 0xff) + ") is not "
                                + decoder.charset().name()
                                + " text; if the file is in another encoding, say which in the mapping, such as"
                                + " 'encoding: windows-1252'");
            }
            if (result.isUnderflow() && out.position() == start && !refill()) {
                return -1;
            }
        }
        int count = out.position() - start;
        int dropped = begun ? 0 : dropMark(target, offset, count);
        begun = true;
        countLines(target, offset, count - dropped);
        charsOfRow += count;
        if (charsOfRow > LARGEST_ROW + length) {
            throw new TextFault(
                    0,
                    "the row that starts here is larger than 1 MiB; usually a quote in it is never closed, or this is"
                            + " no CSV file");
        }
        return count - dropped == 0 ? read(target, offset, length) : count - dropped;
    }

    private int dropMark(char[] target, int offset, int count) {
        if (!dropMark || target[offset] != '\uFEFF') {
            return 0;
        }
        System.arraycopy(target, offset + 1, target, offset, count - 1);
        return 1;
    }

    /** False at the end of the text. */
    private boolean refill() throws IOException {
        if (ended) {
            return false;
        }
        bytesBefore += in.position();
        in.compact();
        int read = bytes.read(in.array(), in.position(), in.remaining());
        if (read > 0) {
            in.position(in.position() + read);
        } else {
            ended = true;
        }
        in.flip();
        return true;
    }

    private void countLines(char[] text, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (text[i] == '\n') {
                lines++;
            }
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
