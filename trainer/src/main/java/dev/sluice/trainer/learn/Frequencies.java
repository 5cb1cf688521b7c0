package dev.sluice.trainer.learn;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often categories occur. */
final class Frequencies {
    private Frequencies() {}

    /** The most frequent categories; of equally frequent ones, by name. */
    static List<String> mostFrequent(@Nullable String[] column, int most) {
        Map<String, Integer> counts = new TreeMap<>();
        for (@Nullable String level : column) {
            if (level != null && !level.isEmpty()) {
                counts.merge(level, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
