package dev.sluice.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CPU seconds and errors by learner, ours and the peers'. */
final class TrainingTable {
    private record Fit(double seconds, double error) {}

    private final int rows;
    private final int columns;
    private final Map<String, List<Fit>> ours = new LinkedHashMap<>();
    private final Map<String, List<Fit>> peers = new LinkedHashMap<>();

    TrainingTable(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    void add(String learner, boolean peer, double seconds, double error) {
        (peer ? peers : ours)
                .computeIfAbsent(learner, name -> new ArrayList<>())
                .add(new Fit(seconds, error));
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%,d rows, %d columns%n%n| learner | first, CPU s | then, CPU s | peer, CPU s | ratio | MAE | peer's MAE |%n"
                        + "|---|---|---|---|---|---|---|%n",
                rows,
                columns));
        ours.forEach((learner, fits) -> text.append(row(learner, fits, peers.get(learner))));
        return text.toString();
    }

    private static String row(String learner, List<Fit> fits, @Nullable List<Fit> others) {
        double then = median(fits.size() > 1 ? fits.subList(1, fits.size()) : fits);
        String peer = others == null
                ? "absent | | %.4g | |".formatted(fits.getLast().error())
                : String.format(
                        Locale.ROOT,
                        "%.3f | %.2f | %.4g | %.4g |",
                        median(others),
                        then / median(others),
                        fits.getLast().error(),
                        others.getLast().error());
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %s%n",
                learner,
                fits.getFirst().seconds(),
                then,
                peer);
    }

    private static double median(List<Fit> fits) {
        List<Double> seconds = new ArrayList<>(fits.stream().map(Fit::seconds).toList());
        Collections.sort(seconds);
        int middle = seconds.size() / 2;
        return seconds.size() % 2 == 1 ? seconds.get(middle) : (seconds.get(middle - 1) + seconds.get(middle)) / 2;
    }
}
