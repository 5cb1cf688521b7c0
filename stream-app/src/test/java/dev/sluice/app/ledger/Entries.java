package dev.sluice.app.ledger;

import dev.sluice.app.ledger.OrderEntry.Standing;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Ledger entries of random values, with the extremes among them. */
final class Entries {
    private static final long[] EDGES = {0, 1, -1, 63, 64, -64, -65, Long.MAX_VALUE, Long.MIN_VALUE};

    private Entries() {}

    static long number(Random random) {
        return random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextLong() >> random.nextInt(64);
    }

    static String text(Random random) {
        int[] points = random.ints(random.nextInt(12), 1, 0x1_0000)
                .filter(point -> !Character.isSurrogate((char) point))
                .toArray();
        return new String(points, 0, points.length) + (random.nextInt(5) == 0 ? "\uD83D\uDED2" : "");
    }

    static @Nullable String maybeText(Random random) {
        return random.nextBoolean() ? text(random) : null;
    }

    static OrderEntry order(Random random) {
        return new OrderEntry(
                number(random),
                Standing.values()[random.nextInt(Standing.values().length)],
                maybeText(random),
                number(random),
                number(random),
                number(random),
                number(random),
                maybeText(random),
                maybeText(random),
                maybeText(random),
                maybeText(random),
                maybeText(random),
                text(random),
                random.nextInt());
    }

    /** An order of nobody's that counts for a channel. */
    static OrderEntry order(Standing standing, long placedAt, long totalMicros, long refundedMicros, String channel) {
        return new OrderEntry(
                1, standing, "ann", placedAt, totalMicros, refundedMicros, 0, null, null, null, null, null, channel, 0);
    }
}
