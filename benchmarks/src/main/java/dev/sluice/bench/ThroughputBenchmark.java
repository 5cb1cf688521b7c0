package dev.sluice.bench;

import dev.sluice.app.config.SluiceConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The app's throughput beside that of a plain consumer on the same records, round by round in turn. */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Events per core-second of the whole app under exactly_once_v2, beside a loop that only consumes and decodes"
                    + " the same records, A B A B in one process. The broker has a process of its own.",
            "",
            "Each app round starts from nothing (new application id, empty state) and ends when all input is committed"
                    + " and everything is published; start and stop are included. The first round of each is not counted."
        })
public final class ThroughputBenchmark implements Callable<Integer> {
    @Option(names = "--events", description = "About so many events, each click being one (default: ${DEFAULT-VALUE})")
    private long events = 2_200_000;

    @Option(names = "--rounds", description = "Counted rounds of each kind (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(names = "--threads", description = "Stream threads (default: ${DEFAULT-VALUE})")
    private int threads = 1;

    @Option(names = "--partitions", description = "Partitions of every topic (default: ${DEFAULT-VALUE})")
    private int partitions = 4;

    @Option(names = "--batch", description = "Clicks in one record (default: ${DEFAULT-VALUE})")
    private int batch = 50;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any setting of the app, as commit.interval=1s")
    private Map<String, String> settings = Map.of();

    public static void main(String[] args) {
        System.exit(new CommandLine(new ThroughputBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("threads", Integer.toString(threads));
        all.put("partitions", Integer.toString(partitions));
        Load load = new Load(events, batch);
        List<Usage> plain = new ArrayList<>();
        List<Usage> app = new ArrayList<>();
        try (Bench bench = Bench.start(all)) {
            load.produce(bench.config("none"));
            System.out.println(machine());
            System.out.println(load.describe());
            // What the weeks' phases are judged by: the end of the history, the same in every run.
            InstantSource clock = InstantSource.fixed(load.world().historyEnd());
            for (int round = 0; round <= rounds; round++) {
                SluiceConfig config = bench.config("bench-" + round);
                Usage a = Usage.of(bench.broker(), () -> PlainLoop.run(config));
                Usage b = Usage.of(bench.broker(), () -> AppRun.run(config, bench.admin(), clock));
                bench.forget("bench-" + round);
                print(round, a, b);
                if (a.events() != load.events() || b.events() != load.events()) {
                    System.err.printf("Not all of the %,d events were handled; the figures are void.%n", load.events());
                    return 1;
                }
                if (round > 0) {
                    plain.add(a);
                    app.add(b);
                }
            }
        }
        System.out.println();
        System.out.print(UsageTable.of(plain, app));
        return 0;
    }

    private static void print(int round, Usage plain, Usage app) {
        System.out.printf(
                Locale.ROOT,
                "%s: plain %.2f s, %.2f µs/event; app %.2f s, %.2f µs/event (broker %.2f); %,d and %,d events%n",
                round == 0 ? "warm-up" : "round " + round,
                plain.wallSeconds(),
                plain.cpuMicrosPerEvent(),
                app.wallSeconds(),
                app.cpuMicrosPerEvent(),
                app.brokerCpuMicrosPerEvent(),
                plain.events(),
                app.events());
    }

    private String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s %s, heap %d MiB, %s; %d partitions, %d stream thread(s), batches of %d clicks",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.vendor"),
                Runtime.version(),
                Runtime.getRuntime().maxMemory() >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                partitions,
                threads,
                batch);
    }
}
