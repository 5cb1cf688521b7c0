package dev.sluice.bench.swap;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An app's metrics at a moment, as Prometheus reads them. */
record Scrape(List<Sample> samples) {
    private static final Pattern LINE = Pattern.compile("([a-z_0-9]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_0-9]+)=\"([^\"]*)\"");

    /** One line; {@code series} is its name. */
    record Sample(String series, Map<String, String> labels, double value) {}

    Scrape {
        samples = List.copyOf(samples);
    }

    /** Asks the app that listens at a URL. */
    static Scrape of(HttpClient client, String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/metrics")).build();
        return parse(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static Scrape parse(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher m = LINE.matcher(line);
            if (m.matches()) {
                Map<String, String> labels = new TreeMap<>();
                if (m.group(2) != null) {
                    for (Matcher label = LABEL.matcher(m.group(2)); label.find(); ) {
                        labels.put(label.group(1), label.group(2));
                    }
                }
                samples.add(new Sample(m.group(1), labels, Double.parseDouble(m.group(3))));
            }
        });
        return new Scrape(samples);
    }

    /** The sum of all samples of a series; 0 if there is none. */
    double sum(String series) {
        return samples.stream()
                .filter(sample -> sample.series.equals(series))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** What is on the heap. */
    double heapBytes() {
        return samples.stream()
                .filter(sample -> sample.series.equals("jvm_memory_used_bytes")
                        && "heap".equals(sample.labels.getOrDefault("area", "")))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** The samples of a series whose label {@code kind} is this one. */
    List<Sample> of(String series, String kind) {
        return samples.stream()
                .filter(sample -> sample.series.equals(series) && kind.equals(sample.labels.getOrDefault("kind", "")))
                .toList();
    }

    /** Channel-weeks that models of a kind were judged on. */
    double judgedWeeks(String kind) {
        return of("sluice_model_weeks", kind).stream()
                .mapToDouble(Sample::value)
                .sum();
    }

    /** The mean of a gauge of models of a kind, each channel and version by its judged weeks; NaN without any. */
    double meanByWeeks(String series, String kind) {
        Map<Map<String, String>, Double> weeks = new HashMap<>();
        of("sluice_model_weeks", kind).forEach(sample -> weeks.put(sample.labels, sample.value));
        double sum = 0;
        double n = 0;
        for (Sample sample : of(series, kind)) {
            double w = weeks.getOrDefault(sample.labels, 0.0);
            if (!Double.isNaN(sample.value)) {
                sum += sample.value * w;
                n += w;
            }
        }
        return sum / n;
    }
}
