package dev.sluice.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding read from one array that may be hostile. Avro's own decoder trusts a length prefix and
 * allocates before it finds the end of the input: five bytes can ask for two gigabytes. Here every length and count
 * is checked against the bytes that are left first, which bounds what a payload can allocate by its own size. Text
 * must be true UTF-8: a malformed sequence is an error, not a replacement character that silently renames an account.
 */
final class PayloadBytes extends Decoder {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] data = new byte[0];
    private int position;
    private int end;

    PayloadBytes over(byte[] bytes, int offset) {
        data = bytes;
        position = offset;
        end = bytes.length;
        return this;
    }

    int remaining() {
        return end - position;
    }

    private byte next() throws EOFException {
        if (position >= end) {
            throw new EOFException("the bytes end in the middle of a value");
        }
        return data[position++];
    }

    private int taken(int length) throws EOFException {
        int from = position;
        if (length < 0 || length > end - from) {
            throw new EOFException("a length of " + length + " with " + (end - from) + " bytes left");
        }
        position = from + length;
        return from;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        byte value = next();
        if ((value & ~1) != 0) {
            throw new AvroRuntimeException("a boolean that is neither 0 nor 1");
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new AvroRuntimeException("an int out of range");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long raw = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = next();
            raw |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new AvroRuntimeException("a number of more than ten bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) INTS.get(data, taken(4)));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble((long) LONGS.get(data, taken(8)));
    }

    private int readLength() throws IOException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new AvroRuntimeException("a length of " + length + " with " + remaining() + " bytes left");
        }
        return (int) length;
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        int from = taken(length);
        String text = new String(data, from, length, StandardCharsets.UTF_8);
        // Free for Latin text; only a text that holds the replacement character is checked a second time.
        if (text.indexOf(REPLACEMENT) >= 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, from, length));
        }
        return text;
    }

    @Override
    public void skipString() throws IOException {
        taken(readLength());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = readLength();
        byte[] copy = new byte[length];
        System.arraycopy(data, taken(length), copy, 0, length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() throws IOException {
        taken(readLength());
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        System.arraycopy(data, taken(length), bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        taken(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    /** Items of the next block. Each item takes a byte at least (no contract has items of no bytes). */
    private long readCount() throws IOException {
        long count = readLong();
        if (count < 0) {
            readLong(); // the block's length in bytes, for readers that skip
            count = -count;
        }
        if (count < 0 || count > remaining()) {
            throw new AvroRuntimeException(count + " items announced with " + remaining() + " bytes left");
        }
        return count;
    }

    /** Skips blocks that state their length; returns the items of the first that does not, for the caller to skip. */
    private long skipBlocks() throws IOException {
        for (long count = readLong(); count != 0; count = readLong()) {
            if (count > 0) {
                if (count > remaining()) {
                    throw new AvroRuntimeException(count + " items announced with " + remaining() + " bytes left");
                }
                return count;
            }
            taken(readLength());
        }
        return 0;
    }

    @Override
    public long readArrayStart() throws IOException {
        return readCount();
    }

    @Override
    public long arrayNext() throws IOException {
        return readCount();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return readCount();
    }

    @Override
    public long mapNext() throws IOException {
        return readCount();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }
}
