package dev.sluice.trainer.response;

/**
 * How a response model is fitted.
 *
 * @param lags weeks before a week that still count, 1 to 26
 * @param draws posterior draws that the model keeps
 * @param chains independent chains of the sampler
 * @param warmUp iterations of a chain that find the posterior and its shape, and are thrown away
 * @param iterations iterations of a chain that count
 */
public record ResponseSettings(int lags, int draws, int chains, int warmUp, int iterations, long seed) {
    public ResponseSettings {
        require(lags >= 1 && lags <= 26, "lags must be 1 to 26");
        require(draws >= 10 && draws <= 2000, "draws must be 10 to 2000");
        require(chains >= 1 && warmUp >= 50 && iterations >= 50, "at least one chain of 50 + 50 iterations");
        require((long) chains * iterations >= draws, "chains x iterations must not be below draws");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** What is usual. */
    public static ResponseSettings usual(long seed) {
        return new ResponseSettings(8, 200, 4, 300, 1200, seed);
    }
}
