package dev.sluice.bench.swap;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.topology.Feeder;
import dev.sluice.bench.swap.MeasuredRecords.Figure;
import dev.sluice.event.ChannelWeek;
import dev.sluice.schemas.Topic;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** Sends records at a steady rate, to all channels of all accounts in turn, and watches when each has its effect. */
final class SteadyLoad implements AutoCloseable {
    private final Map<String, List<MeasuredRecords>> byRow = new HashMap<>();
    private final List<MeasuredRecords> all = new ArrayList<>();
    private final double perSecond;
    private final Feeder feeder;
    private final Topics.Watch watch;
    private final FutureTask<Long> sender = new FutureTask<>(this::send);
    private volatile Delays phase = new Delays();
    private volatile boolean sending = true;

    private SteadyLoad(SluiceConfig config, Topics topics, Map<String, ChannelWeek> rows, Instant now, double rate) {
        perSecond = rate;
        Map<String, ChannelWeek> newest = new TreeMap<>();
        new TreeMap<>(rows).values().forEach(row -> newest.put(row.getAccount() + "/" + row.getChannel(), row));
        newest.values().forEach(row -> add(row, rows, now));
        feeder = Feeder.connect(config);
        watch = topics.watch(Topic.CHANNEL_METRICS, ChannelWeek.class, this::saw);
    }

    /**
     * Starts sending.
     *
     * @param rate records in a second
     */
    static SteadyLoad start(SluiceConfig config, Topics topics, Instant now, double rate) {
        Map<String, ChannelWeek> rows = topics.rows(Topic.CHANNEL_METRICS, ChannelWeek.class);
        SteadyLoad load = new SteadyLoad(config, topics, rows, now, rate);
        Thread.ofPlatform().daemon().name("load").start(load.sender);
        return load;
    }

    private void add(ChannelWeek row, Map<String, ChannelWeek> rows, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneId.of(row.getTimeZone()));
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        String key = row.getAccount() + "/" + row.getChannel() + "/" + monday;
        ChannelWeek there = rows.get(key);
        for (Figure figure : Figure.values()) {
            long base = there == null ? 0 : figure.of(there);
            MeasuredRecords records = new MeasuredRecords(row, (int) day.toEpochDay(), now, figure, base);
            byRow.computeIfAbsent(key, k -> new ArrayList<>()).add(records);
            all.add(records);
        }
    }

    /** What is sent from now on has its delay counted here. */
    Delays begin() {
        Delays next = new Delays();
        phase = next;
        return next;
    }

    private long send() {
        long start = System.nanoTime();
        long n = 0;
        for (; sending; n++) {
            while (System.nanoTime() - start < n * 1e9 / perSecond) {
                LockSupport.parkNanos(1_000_000);
            }
            MeasuredRecords next = all.get((int) (n % all.size()));
            feeder.send(next.topic(), next.account(), next.next(n, phase), null);
        }
        feeder.flush();
        return n;
    }

    private void saw(String key, ChannelWeek row, long nanos) {
        byRow.getOrDefault(key, List.of()).forEach(records -> records.see(row, nanos));
    }

    /** Stops sending; how many records were sent. */
    long stop() throws ExecutionException, InterruptedException {
        sending = false;
        return sender.get();
    }

    /** Waits for what is under way; how many records never had their effect. */
    int missing(Duration atMost) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        int missing;
        do {
            watch.check();
            missing = all.stream().mapToInt(MeasuredRecords::missing).sum();
            LockSupport.parkNanos(50_000_000);
        } while (missing > 0 && System.nanoTime() < deadline);
        return missing;
    }

    @Override
    public void close() throws InterruptedException {
        sending = false;
        watch.close();
        feeder.close();
    }
}
