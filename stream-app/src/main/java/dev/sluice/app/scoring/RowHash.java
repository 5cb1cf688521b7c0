package dev.sluice.app.scoring;

import dev.sluice.schemas.model.FeatureCatalogue;

/** A 64-bit FNV-1a hash of what a record says, to tell whether it differs from the one that stands on the topic. */
final class RowHash {
    private static final long PRIME = 0x100000001b3L;

    private long hash = 0xcbf29ce484222325L;

    static long ofCatalogue() {
        RowHash hash = new RowHash();
        FeatureCatalogue.numbers().forEach(feature -> hash.add(feature.name()));
        return hash.value();
    }

    RowHash add(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            hash = (hash ^ (value >>> shift & 0xFF)) * PRIME;
        }
        return this;
    }

    RowHash add(double value) {
        return add(Double.doubleToLongBits(value));
    }

    RowHash add(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return add(text.length());
    }

    RowHash add(float[] numbers) {
        for (float number : numbers) {
            hash = (hash ^ Float.floatToIntBits(number)) * PRIME;
        }
        return this;
    }

    /** The hash; never 0. */
    long value() {
        return hash == 0 ? 1 : hash;
    }
}
