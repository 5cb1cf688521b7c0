package dev.sluice.trainer.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of the rows to learn from: of names and values with their lengths, not of a file, so the same rows have the
 * same hash whether they came zipped, quoted or from a topic. The order of rows and columns counts: learners depend on it.
 */
public final class DatasetHash {
    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13);

    private DatasetHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The hash, 64 hex digits. */
    public static String sha256(Dataset dataset) {
        DatasetHash hash = new DatasetHash();
        hash.add(dataset.size());
        hash.add(dataset.numberNames());
        for (double[] column : dataset.numbers()) {
            hash.add(column);
        }
        hash.add(dataset.categoryNames());
        for (@Nullable String[] column : dataset.categories()) {
            hash.add(column);
        }
        hash.add(dataset.target());
        hash.add(dataset.days().length);
        for (long day : dataset.days()) {
            hash.add(day);
        }
        hash.add(dataset.series().length);
        hash.add(dataset.series());
        hash.flush();
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(List<String> names) {
        add(names.size());
        names.forEach(this::add);
    }

    private void add(@Nullable String[] values) {
        for (String value : values) {
            add(value);
        }
    }

    private void add(@Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        add(text == null ? -1 : bytes.length);
        flush();
        digest.update(bytes);
    }

    private void add(double[] values) {
        for (double value : values) {
            add(Double.doubleToLongBits(value + 0.0)); // one NaN, one zero
        }
    }

    private void add(long value) {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(value);
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }
}
