package dev.sluice.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one run used.
 *
 * @param events events it handled; each click of a batch is one
 * @param wallNanos elapsed time
 * @param cpuNanos CPU time of this JVM, all threads: clients, garbage collector and compiler too
 * @param brokerCpuNanos CPU time of the broker's JVM meanwhile
 */
record Usage(long events, long wallNanos, long cpuNanos, long brokerCpuNanos) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Something that handles events and says how many. */
    @FunctionalInterface
    interface Work {
        long run() throws Exception;
    }

    static Usage of(BrokerProcess broker, Work work) throws Exception {
        // What the run before left behind is not this one's to collect.
        System.gc();
        long brokerCpu = broker.cpu().toNanos();
        long cpu = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        long events = work.run();
        return new Usage(
                events,
                System.nanoTime() - wall,
                SYSTEM.getProcessCpuTime() - cpu,
                broker.cpu().toNanos() - brokerCpu);
    }

    double eventsPerSecond() {
        return events * 1e9 / wallNanos;
    }

    double eventsPerCoreSecond() {
        return events * 1e9 / cpuNanos;
    }

    double cpuMicrosPerEvent() {
        return cpuNanos / 1e3 / events;
    }

    double brokerCpuMicrosPerEvent() {
        return brokerCpuNanos / 1e3 / events;
    }

    double wallSeconds() {
        return wallNanos / 1e9;
    }
}
