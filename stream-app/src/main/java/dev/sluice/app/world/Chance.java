package dev.sluice.app.world;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Seeded draws. Every account and day has its own, so that no account's events depend on another's.
 *
 * <p>The algorithm is named, not the JDK's default, so that a world stays the same on a later JDK; StrictMath
 * wherever a function is not exact, so that it is the same on another machine.
 */
public final class Chance {
    private static final RandomGeneratorFactory<RandomGenerator> ALGORITHM =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private final RandomGenerator random;

    private Chance(RandomGenerator random) {
        this.random = random;
    }

    /** What the draws are for: draws for one purpose never shift those for another. */
    public enum Purpose {
        MARKET,
        PLAN,
        DAY,
        WEEKLY
    }

    public static Chance of(long seed, int account, long number, Purpose purpose) {
        long mixed = mix(mix(mix(mix(seed) + account) + number) + purpose.ordinal());
        return new Chance(ALGORITHM.create(mixed));
    }

    /** Steele's SplitMix64 finaliser (Fast splittable pseudorandom number generators, OOPSLA 2014). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public boolean happens(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    public double uniform() {
        return random.nextDouble();
    }

    public double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Milliseconds, even between the two. */
    long millis(Duration low, Duration high) {
        return random.nextLong(low.toMillis(), high.toMillis() + 1);
    }

    /** Milliseconds, log-even between the two: most are short, some are long. */
    long longTailMillis(Duration low, Duration high) {
        double ratio = (double) high.toMillis() / low.toMillis();
        return (long) (low.toMillis() * StrictMath.pow(ratio, random.nextDouble()));
    }

    /** A factor around 1: log-normal with this sigma and mean 1. */
    public double noise(double sigma) {
        return StrictMath.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
    }

    /** A draw from the standard normal distribution. */
    public double normal() {
        return random.nextGaussian();
    }

    public <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Poisson: Knuth's product for small means, the normal approximation above. */
    int poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > 30) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double floor = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > floor; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
