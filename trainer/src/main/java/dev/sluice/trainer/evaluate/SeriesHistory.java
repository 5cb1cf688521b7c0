package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.Dataset;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What came true, by series and day; several outcomes of a series on a day are one, their mean. */
final class SeriesHistory {
    private record Day(double sum, int count) {
        Day and(Day other) {
            return new Day(sum + other.sum, count + other.count);
        }

        double mean() {
            return sum / count;
        }
    }

    private final Map<String, NavigableMap<Long, Day>> series = new HashMap<>();

    private SeriesHistory() {}

    static SeriesHistory of(Dataset... parts) {
        SeriesHistory history = new SeriesHistory();
        for (Dataset part : parts) {
            for (int row = 0; row < part.size(); row++) {
                history.series
                        .computeIfAbsent(series(part, row), name -> new TreeMap<>())
                        .merge(part.days()[row], new Day(part.target()[row], 1), Day::and);
            }
        }
        return history;
    }

    static String series(Dataset dataset, int row) {
        return dataset.series().length == 0 ? "" : dataset.series()[row];
    }

    /** The outcome on the series' last day before this one. */
    OptionalDouble lastBefore(String name, long day) {
        Map.Entry<Long, Day> last = days(name).lowerEntry(day);
        return last == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(last.getValue().mean());
    }

    /** The mean of the days' outcomes, both ends included. */
    OptionalDouble mean(String name, long from, long to) {
        return days(name).subMap(from, true, to, true).values().stream()
                .mapToDouble(Day::mean)
                .average();
    }

    private NavigableMap<Long, Day> days(String name) {
        return series.getOrDefault(name, new TreeMap<>());
    }
}
