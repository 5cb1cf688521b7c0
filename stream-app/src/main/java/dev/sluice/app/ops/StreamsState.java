package dev.sluice.app.ops;

import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What the stream is doing, as health probes see it.
 *
 * @param phase the phase
 * @param detail the same for people, with what is being waited for or what failed
 */
public record StreamsState(Phase phase, String detail) {
    /** Phases of a stream's life. */
    public enum Phase {
        STARTING,
        RESTORING,
        REBALANCING,
        RUNNING,
        STOPPING,
        STOPPED,
        FAILED
    }

    /** Before there is a stream. */
    public static StreamsState starting(String detail) {
        return new StreamsState(Phase.STARTING, detail);
    }

    /** The real state of a Kafka Streams client. */
    public static StreamsState of(KafkaStreams streams) {
        return of(streams.state(), recordsToRestore(streams));
    }

    static StreamsState of(KafkaStreams.State state, long recordsToRestore) {
        return switch (state) {
            case CREATED -> starting("the stream has not started yet");
            case REBALANCING ->
                recordsToRestore > 0
                        ? new StreamsState(Phase.RESTORING, recordsToRestore + " records of state left to restore")
                        : new StreamsState(Phase.REBALANCING, "partitions are being assigned");
            case RUNNING -> new StreamsState(Phase.RUNNING, "running");
            case PENDING_SHUTDOWN -> new StreamsState(Phase.STOPPING, "the stream is stopping");
            case NOT_RUNNING -> new StreamsState(Phase.STOPPED, "the stream has stopped");
            case PENDING_ERROR, ERROR -> new StreamsState(Phase.FAILED, "the stream failed; the log says why");
        };
    }

    private static long recordsToRestore(KafkaStreams streams) {
        double sum = 0;
        for (Metric metric : streams.metrics().values()) {
            if (metric.metricName().name().equals("restore-remaining-records-total")
                    && metric.metricValue() instanceof Double left
                    && left > 0) {
                sum += left;
            }
        }
        return (long) sum;
    }

    /** Whether the process should go on; an orchestrator restarts one that is not live. */
    public boolean isLive() {
        return phase != Phase.FAILED;
    }

    /** Whether it does its work now. */
    public boolean isReady() {
        return phase == Phase.RUNNING;
    }
}
