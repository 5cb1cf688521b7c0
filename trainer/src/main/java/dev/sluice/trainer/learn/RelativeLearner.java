package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.Arrays;
import java.util.List;

/**
 * Any learner, learning targets relative to a level: with the inputs of the same unit divided, too, a model no longer
 * depends on the unit, so that accounts of several currencies have one model in common. The 1st and the 99th percentile
 * bound the targets that it learns, not those that it is judged by.
 *
 * @param levels number inputs that are the level, the preferred first
 * @param inputs further number inputs in the target's unit
 */
public record RelativeLearner(Learner plain, List<String> levels, List<String> inputs) implements Learner {
    private static final double TAIL = .01;

    public RelativeLearner {
        levels = List.copyOf(levels);
        inputs = List.copyOf(inputs);
    }

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public List<Settings> grid(int rows) {
        return plain.grid(rows).stream()
                .map(settings -> {
                    Settings relative = settings.with("relative_to", String.join(",", levels));
                    return inputs.isEmpty() ? relative : relative.with("relative_inputs", String.join(",", inputs));
                })
                .toList();
    }

    @Override
    public RelativeFit fit(Dataset rows, Settings settings, long seed) throws CannotLearnException {
        Level level = level(rows);
        return new RelativeFit(level, plain.fit(tame(level.relative(rows)), settings, seed));
    }

    /** A level next to 0 makes a target that one row would bend a whole model for. */
    private static Dataset tame(Dataset relative) {
        double[] ascending = relative.target().clone();
        Arrays.sort(ascending);
        double low = Moments.quantile(ascending, TAIL);
        double high = Moments.quantile(ascending, 1 - TAIL);
        return Columns.withTarget(
                relative,
                Arrays.stream(relative.target())
                        .map(x -> Math.clamp(x, low, high))
                        .toArray());
    }

    @Override
    public Level level(Dataset rows) throws CannotLearnException {
        return Level.fit(rows, levels, inputs);
    }
}
