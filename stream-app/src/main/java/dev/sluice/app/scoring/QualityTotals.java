package dev.sluice.app.scoring;

import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.app.scoring.QualityBook.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The quality books of all accounts of one task, for the gauges. */
final class QualityTotals {
    private record Reading(int weeks, double mae, double mase, double coverage, boolean degraded) {}

    private final Map<Subject, Map<String, Reading>> readings = new HashMap<>();
    private final Map<String, List<Subject>> byAccount = new HashMap<>();
    private final String task;
    private final ScoringMeters meters;

    QualityTotals(String task, ScoringMeters meters) {
        this.task = task;
        this.meters = meters;
    }

    /** Puts an account's book in the place of what was known of it, and reports what changed. */
    void set(String account, QualityBook book) {
        List<Subject> now = new ArrayList<>();
        book.forEach((subject, q) -> {
            now.add(subject);
            readings.computeIfAbsent(subject, s -> new TreeMap<>())
                    .put(
                            account,
                            new Reading(
                                    q.weeks(),
                                    q.mae(),
                                    q.mase(),
                                    q.coverage(),
                                    q.status() == LiveQuality.Status.DEGRADED));
        });
        List<Subject> before = Objects.requireNonNullElse(byAccount.put(account, now), List.<Subject>of());
        for (Subject subject : before) {
            if (!now.contains(subject)) {
                Map<String, Reading> ofSubject = readings.getOrDefault(subject, new TreeMap<>());
                ofSubject.remove(account);
                report(subject);
            }
        }
        now.forEach(this::report);
    }

    private void report(Subject subject) {
        Map<String, Reading> all = readings.getOrDefault(subject, Map.of());
        ScoringMeters.Subject named =
                new ScoringMeters.Subject(subject.kind().kind(), subject.version(), subject.channel());
        if (all.isEmpty()) {
            readings.remove(subject);
            meters.forget(task, named);
            return;
        }
        long weeks = 0;
        long degraded = 0;
        double mae = 0;
        double held = 0;
        double mase = 0;
        long maseWeeks = 0;
        for (Reading r : all.values()) {
            weeks += r.weeks;
            degraded += r.degraded ? 1 : 0;
            mae += r.mae * r.weeks;
            held += r.coverage * r.weeks;
            if (!Double.isNaN(r.mase)) {
                mase += r.mase * r.weeks;
                maseWeeks += r.weeks;
            }
        }
        meters.quality(
                task,
                named,
                new ScoringMeters.Quality(
                        weeks, mae / weeks, maseWeeks == 0 ? Double.NaN : mase / maseWeeks, held / weeks, degraded));
    }
}
