package dev.sluice.app.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateCodingTest {
    private final StateWriter writer = new StateWriter();

    @Test
    void smallNumbersTakeOneByteAndTheLargestTen() {
        for (long small = -64; small < 64; small++) {
            assertThat(bytesOf(small)).hasSize(1);
        }
        assertThat(bytesOf(64)).hasSize(2);
        assertThat(bytesOf(Long.MAX_VALUE)).hasSize(10);
        assertThat(bytesOf(Long.MIN_VALUE)).hasSize(10);
    }

    private byte[] bytesOf(long value) {
        writer.reset();
        writer.writeLong(value);
        return writer.toBytes();
    }

    @Test
    void everyMixOfValuesIsReadBackInItsOrder() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            writer.reset();
            List<@Nullable Object> written = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                written.add(writeOne(random));
            }
            StateReader reader = new StateReader(writer.toBytes());
            Random again = new Random(seed);
            for (Object value : written) {
                assertThat(readOne(again, reader)).isEqualTo(value);
            }
        }
    }

    private @Nullable Object writeOne(Random random) {
        int kind = random.nextInt(5);
        switch (kind) {
            case 0 -> {
                long value = number(random);
                writer.writeLong(value);
                return value;
            }
            case 1 -> {
                int value = (int) number(random);
                writer.writeInt(value);
                return value;
            }
            case 2 -> {
                boolean value = random.nextBoolean();
                writer.writeBoolean(value);
                return value;
            }
            case 3 -> {
                String value = text(random);
                writer.writeString(value);
                return value;
            }
            default -> {
                String value = random.nextBoolean() ? text(random) : null;
                writer.writeNullable(value);
                return value;
            }
        }
    }

    private static @Nullable Object readOne(Random random, StateReader reader) {
        int kind = random.nextInt(5);
        return switch (kind) {
            case 0 -> {
                number(random);
                yield reader.readLong();
            }
            case 1 -> {
                number(random);
                yield reader.readInt();
            }
            case 2 -> {
                random.nextBoolean();
                yield reader.readBoolean();
            }
            case 3 -> {
                text(random);
                yield reader.readString();
            }
            default -> {
                if (random.nextBoolean()) {
                    text(random);
                }
                yield reader.readNullable();
            }
        };
    }

    private static long number(Random random) {
        return random.nextLong() >> random.nextInt(64);
    }

    private static String text(Random random) {
        // Up to 4 bytes a character, at times larger than the writer's first buffer.
        return "aß€\uD83D\uDED2".repeat(random.nextInt(100));
    }

    @Test
    void numbersBeyondAnIntAreNotCutShort() {
        writer.writeLong(1L << 40);
        assertThatThrownBy(() -> new StateReader(writer.toBytes()).readInt()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void anUnknownFormatSaysWhichBuildToRun() {
        writer.writeByte(2);
        assertThatThrownBy(() -> new StateReader(writer.toBytes()).expectVersion(1, "week"))
                .hasMessage("stored week has format 2, this build reads 1: a newer build wrote it; run that one");
    }
}
