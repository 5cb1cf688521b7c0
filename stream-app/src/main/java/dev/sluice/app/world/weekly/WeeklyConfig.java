package dev.sluice.app.world.weekly;

import dev.sluice.app.world.Chance;
import dev.sluice.app.world.Chance.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * What weekly market to simulate. Equal configurations give the same market; another noise share gives the same market
 * under more or less noise.
 *
 * @param seed any number; another seed, another market
 * @param channels paid channels, 1 to 20
 * @param weeks of history, 8 to 520
 * @param noiseShare standard deviation of the noise as a share of mean revenue, 0 to 0.5
 */
public record WeeklyConfig(long seed, int channels, int weeks, double noiseShare, Trap trap) {
    private static final List<Double> NOISE_SHARES = List.of(0.02, 0.05, 0.10);

    /** Throws IllegalArgumentException that lists every fault at once. */
    public WeeklyConfig {
        List<String> wrong = new ArrayList<>();
        if (channels < 1 || channels > 20) {
            wrong.add("channels must be 1 to 20: " + channels);
        }
        if (weeks < 8 || weeks > 520) {
            wrong.add("weeks must be 8 to 520: " + weeks);
        }
        if (!(noiseShare >= 0 && noiseShare <= 0.5)) {
            wrong.add("noise must be 0 to 0.5: " + noiseShare);
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("The market can't be simulated: " + String.join("; ", wrong));
        }
    }

    /** Two to eight channels, 104 to 156 weeks, noise of 2, 5 or 10 %: drawn from the seed. */
    public static WeeklyConfig drawn(long seed) {
        Chance chance = chance(seed, 0);
        int channels = 2 + chance.below(7);
        return new WeeklyConfig(seed, channels, weeks(chance), chance.oneOf(NOISE_SHARES), Trap.NONE);
    }

    /** This many channels and this noise, 104 to 156 weeks; 12 to 20 where the trap is a short history. */
    public static WeeklyConfig of(long seed, int channels, double noiseShare, Trap trap) {
        Chance chance = chance(seed, 0);
        chance.below(7);
        int weeks = trap == Trap.SHORT ? 12 + chance.below(9) : weeks(chance);
        return new WeeklyConfig(seed, channels, weeks, noiseShare, trap);
    }

    /** The same market under this noise. */
    public WeeklyConfig withNoise(double share) {
        return new WeeklyConfig(seed, channels, weeks, share, trap);
    }

    private static int weeks(Chance chance) {
        return 104 + chance.below(53);
    }

    /** Each part of a market has draws of its own, so that more channels don't change the baseline. */
    static Chance chance(long seed, int part) {
        return Chance.of(seed, part, 0, Purpose.WEEKLY);
    }
}
