package dev.sluice.app.state;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote. */
public final class StateReader {
    private final byte[] bytes;
    private int position;

    StateReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int readByte() {
        return bytes[position++];
    }

    /** Reads the version byte; throws {@link IllegalStateException} for one this build does not know. */
    public void expectVersion(int version, String what) {
        int found = readByte();
        if (found != version) {
            throw new IllegalStateException("stored " + what + " has format " + found + ", this build reads " + version
                    + ": a newer build wrote it; run that one");
        }
    }

    /** Reads the version byte of a format that has grown; throws {@link IllegalStateException} for one of a newer build. */
    public int readVersion(int newest, String what) {
        int found = readByte();
        if (found < 1 || found > newest) {
            throw new IllegalStateException("stored " + what + " has format " + found + ", this build reads 1 to "
                    + newest + ": a newer build wrote it; run that one");
        }
        return found;
    }

    public boolean readBoolean() {
        return readByte() != 0;
    }

    public long readLong() {
        long bits = 0;
        int shift = 0;
        byte b;
        do {
            b = bytes[position++];
            bits |= (b & 0x7FL) << shift;
            shift += 7;
        } while (b < 0);
        return (bits >>> 1) ^ -(bits & 1);
    }

    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    public int readInt() {
        return Math.toIntExact(readLong());
    }

    public String readString() {
        int length = readInt();
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    public @Nullable String readNullable() {
        return readBoolean() ? readString() : null;
    }
}
