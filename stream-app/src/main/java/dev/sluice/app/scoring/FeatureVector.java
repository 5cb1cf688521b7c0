package dev.sluice.app.scoring;

import dev.sluice.schemas.model.FeatureCatalogue;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row to score: what is known at a moment about a channel, for a target week.
 *
 * @param week epoch day of the target week's Monday
 * @param horizon 0 where the target is the open week, 1 where it is the next
 * @param paid whether money was spent on the channel in the open week or the 8 before it
 * @param numbers in the catalogue's order, as float32 like a model's input; NaN is missing
 */
record FeatureVector(String channel, int week, int horizon, boolean paid, float[] numbers) {

    /** The numbers by name, for a look-up of a few. */
    Map<String, @Nullable Double> byName() {
        return new ByName(numbers);
    }

    /** The same as a map of its own, in the catalogue's order; the missing are null. */
    Map<String, @Nullable Double> named() {
        return named(numbers);
    }

    private static Map<String, @Nullable Double> named(float[] numbers) {
        Map<String, @Nullable Double> named = LinkedHashMap.newLinkedHashMap(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            // The shortest decimal that means this float: the record reads well and feeds the same bits again.
            Double value = Float.isNaN(numbers[i]) ? null : Double.valueOf(Float.toString(numbers[i]));
            named.put(FeatureCatalogue.numbers().get(i).name(), value);
        }
        return named;
    }

    Map<String, @Nullable String> categories() {
        return Map.of("channel", channel);
    }

    /** A view, because a model asks for its inputs row by row and a copy of each row would cost more than scoring it. */
    private static final class ByName extends AbstractMap<String, @Nullable Double> {
        private final float[] numbers;

        ByName(float[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public @Nullable Double get(@Nullable Object name) {
            int place = FeatureCatalogue.find(name);
            return place < 0 || Float.isNaN(numbers[place]) ? null : Double.valueOf(numbers[place]);
        }

        @Override
        public Set<Entry<String, @Nullable Double>> entrySet() {
            return named(numbers).entrySet();
        }
    }
}
