package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.List;

/**
 * Any learner, learning targets relative to a level: with the inputs of the same unit divided, too, a model no longer
 * depends on the unit, so that accounts of several currencies have one model in common.
 *
 * @param levels number inputs that are the level, the preferred first
 * @param inputs further number inputs in the target's unit
 */
public record RelativeLearner(Learner plain, List<String> levels, List<String> inputs) implements Learner {
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
        return new RelativeFit(level, plain.fit(level.relative(rows), settings, seed));
    }

    @Override
    public Level level(Dataset rows) throws CannotLearnException {
        return Level.fit(rows, levels, inputs);
    }
}
