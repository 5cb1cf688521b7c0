package dev.sluice.app.world;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * A world's events in order of arrival, without end. Days are simulated when they are needed; what waits in memory is
 * one day and whatever earlier days have sent that has not arrived yet (restatements, refunds, late records: four
 * months of them at most), however long the run. Not thread-safe.
 */
public final class EventStream implements Iterator<WorldEvent> {
    private record Waiting(WorldEvent event, int account, long number) {
        private static final Comparator<Waiting> BY_ARRIVAL = Comparator.<Waiting>comparingLong(
                        waiting -> waiting.event.arrival().toEpochMilli())
                .thenComparingInt(Waiting::account)
                .thenComparingLong(Waiting::number);
    }

    private final List<AccountLife> lives = new ArrayList<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Waiting.BY_ARRIVAL);
    private LocalDate nextDay;
    private Instant completeUntil;
    private long sent;

    EventStream(WorldConfig config) {
        for (int i = 0; i < config.accounts(); i++) {
            int account = i;
            lives.add(new AccountLife(config, i, event -> accept(event, account)));
        }
        nextDay = config.start();
        completeUntil = earliestStart(nextDay);
        // A day ahead in UTC is before the first midnight anywhere.
        Instant before =
                config.start().minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        for (int i = 0; i < lives.size(); i++) {
            accept(lives.get(i).firstPolicy(before), i);
        }
    }

    /** Always true: a market does not end. */
    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public WorldEvent next() {
        simulate();
        return waiting.remove().event;
    }

    /** When the next event arrives. */
    public Instant nextArrival() {
        simulate();
        return waiting.element().event.arrival();
    }

    /** The events of this very stream that arrive before an instant; the stream itself goes on after them. */
    public Iterator<WorldEvent> until(Instant end) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return nextArrival().isBefore(end);
            }

            @Override
            public WorldEvent next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no event before " + end);
                }
                return EventStream.this.next();
            }
        };
    }

    /** Events held in memory. */
    int waiting() {
        return waiting.size();
    }

    private void accept(WorldEvent event, int account) {
        waiting.add(new Waiting(event, account, sent++));
    }

    private void simulate() {
        while (waiting.isEmpty() || !waiting.element().event.arrival().isBefore(completeUntil)) {
            for (AccountLife life : lives) {
                life.live(nextDay);
            }
            nextDay = nextDay.plusDays(1);
            completeUntil = earliestStart(nextDay);
        }
    }

    /** No event of this day or a later one arrives before. */
    private Instant earliestStart(LocalDate day) {
        return lives.stream()
                .map(life -> life.startOf(day))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
