package dev.sluice.app.world;

import java.time.Duration;
import java.time.Instant;

/**
 * How simulated time runs against the wall clock.
 *
 * @param simulatedStart the simulated instant at which the run starts
 * @param wallStart the wall-clock instant at which it starts
 * @param speed simulated seconds in a wall-clock second, above 0
 */
public record Pace(Instant simulatedStart, Instant wallStart, double speed) {
    public Pace {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed must be above 0: " + speed);
        }
    }

    /** The simulated time at a wall-clock time. */
    public Instant simulatedAt(Instant wall) {
        double millis = Duration.between(wallStart, wall).toMillis() * speed;
        return simulatedStart.plusMillis(Math.round(millis));
    }

    /** How long to wait until an event is due; zero where it is already. */
    public Duration untilDue(Instant arrival, Instant wallNow) {
        double millis = Duration.between(simulatedStart, arrival).toMillis() / speed;
        Duration left = Duration.between(wallNow, wallStart.plusMillis(Math.round(millis)));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
