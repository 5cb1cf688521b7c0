package dev.sluice.bench.swap;

import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Quantiles;
import dev.sluice.event.WeekStatus;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the app said of each week, by how early it said so, and whether it came true: judged from the published records
 * alone, beside the app's own judgement.
 */
final class Forecasts {
    /** When a word was published, counted from the Monday (UTC) of its week. The first word of each is judged. */
    enum Look {
        NEXT_WEEK_EARLY("the week before, Mon-Wed"),
        NEXT_WEEK_LATE("the week before, Thu-Sun"),
        OPEN_EARLY("its own week, Mon-Wed"),
        OPEN_MIDDLE("its own week, Thu-Sat"),
        OPEN_LATE("its own week, Sun");

        final String words;

        Look(String words) {
            this.words = words;
        }

        static Look of(long daysSinceMonday) {
            if (daysSinceMonday < 0) {
                return daysSinceMonday < -4 ? NEXT_WEEK_EARLY : NEXT_WEEK_LATE;
            }
            return daysSinceMonday < 3 ? OPEN_EARLY : daysSinceMonday < 6 ? OPEN_MIDDLE : OPEN_LATE;
        }
    }

    private record Word(String key, String kind, Look look) {}

    /**
     * How a kind's words of one look did.
     *
     * @param weeks channel-weeks that are FINAL
     * @param held share of them inside the interval
     * @param below share of them below p10
     */
    record Judged(long weeks, double held, double below) {}

    private final Map<Word, Quantiles> first = new HashMap<>();

    /** Takes what stands at a moment. */
    void take(SettlingWeeks.Stop stop) {
        LocalDate day = LocalDate.ofInstant(stop.at(), ZoneOffset.UTC);
        stop.scores().forEach((key, score) -> {
            long since = day.toEpochDay() - score.getWeek().toEpochDay();
            if (since >= -7 && since < 7) {
                Look look = Look.of(since);
                of(score).forEach((kind, quantiles) -> first.putIfAbsent(new Word(key, kind, look), quantiles));
            }
        });
    }

    private static Map<String, Quantiles> of(ChannelScore score) {
        Map<String, Quantiles> found = new HashMap<>();
        score.getCac().ifPresent(q -> found.put("cac", q));
        score.getRoas().ifPresent(q -> found.put("roas", q));
        score.getRevenue().ifPresent(q -> found.put("gmv", q));
        return found;
    }

    /** Meets a kind's words of one look with what came true. */
    Judged judge(String kind, Look look, Map<String, ChannelWeek> weeks) {
        long all = 0;
        long held = 0;
        long below = 0;
        for (Map.Entry<Word, Quantiles> entry : first.entrySet()) {
            Word word = entry.getKey();
            ChannelWeek week = weeks.get(word.key);
            if (word.kind.equals(kind) && word.look == look && week != null && week.getStatus() == WeekStatus.FINAL) {
                Optional<Double> outcome = outcome(kind, week);
                if (outcome.isPresent()) {
                    double value = outcome.get();
                    Quantiles q = entry.getValue();
                    all++;
                    held += value >= q.getP10() && value <= q.getP90() ? 1 : 0;
                    below += value < q.getP10() ? 1 : 0;
                }
            }
        }
        return new Judged(all, (double) held / all, (double) below / all);
    }

    private static Optional<Double> outcome(String kind, ChannelWeek week) {
        return switch (kind) {
            case "cac" ->
                week.getSpendMicros() == 0
                        ? Optional.empty()
                        : week.getCacMicros().map(cac -> cac / 1e6);
            case "roas" -> week.getRoas();
            default -> Optional.of(week.getRevenueMicros() / 1e6);
        };
    }
}
