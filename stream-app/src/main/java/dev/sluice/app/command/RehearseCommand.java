package dev.sluice.app.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code sluice rehearse}: does briefly what the other commands do, while the launcher has the JVM write down which
 * classes and methods that takes (JEP 483, JEP 515), so that later starts are faster.
 */
@Command(name = "rehearse", hidden = true, description = "Exercises the app for the launcher's start-up cache.")
public final class RehearseCommand implements Callable<Integer> {
    private static final int LINES = 200_000;
    private static final int REPORTS = 20_000;

    private static final String MAPPING = """
            kind: orders
            group_lines: {total: lines}
            credit_notes: {order_id_prefix: C, negative_total: true}
            fields:
              order_id: invoice
              placed_at: placed
              customer_id: customer
              sku: sku
              item_name: item
              quantity: quantity
              unit_price: price
            """;

    private final Surroundings around;

    public RehearseCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory("sluice-rehearsal-");
        try {
            Path mapping = Files.writeString(directory.resolve("orders.yaml"), MAPPING);
            Path orders = directory.resolve("orders.csv");
            Path spend = directory.resolve("spend.csv");
            writeOrders(orders);
            writeSpend(spend);
            int replayed = run(
                    new ReplayCommand(around),
                    "--orders=" + orders,
                    "--orders-mapping=" + mapping,
                    "--preset=google-ads",
                    "--as-of=2026-01-01",
                    "--account=rehearsal",
                    "--currency=EUR",
                    "--out=" + directory.resolve("out"),
                    spend.toString());
            int shown = run(
                    new DemoCommand(around),
                    "--for=5s",
                    "--no-ui",
                    "--accounts=2",
                    "--days=14",
                    "--broker-port=0",
                    "--registry-port=0",
                    "--http-port=0");
            return Math.max(replayed, shown);
        } finally {
            Folders.delete(directory);
        }
    }

    private static int run(Callable<Integer> command, String... args) {
        return new CommandLine(command).execute(args);
    }

    private static void writeOrders(Path file) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("invoice,placed,customer,sku,item,quantity,price\n");
            for (int i = 0; i < LINES; i++) {
                int order = i / 20;
                int day = order * 300 / (LINES / 20);
                writer.write(String.format(
                        Locale.ROOT,
                        "%s%d,2025-%02d-%02d %02d:%02d:00,%d,sku%d,\"Thing, no. %d\",%d,%d.%02d%n",
                        order % 50 == 0 ? "C" : "",
                        order,
                        day / 28 + 1,
                        day % 28 + 1,
                        order % 24,
                        order % 60,
                        order % 2_000,
                        random.nextInt(3_000),
                        random.nextInt(3_000),
                        (order % 50 == 0 ? -1 : 1) * (1 + random.nextInt(12)),
                        random.nextInt(40),
                        random.nextInt(100)));
            }
        }
    }

    private static void writeSpend(Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("segments.date,campaign.id,campaign.name,metrics.cost_micros,metrics.impressions,"
                    + "metrics.clicks,metrics.conversions,metrics.conversions_value\n");
            for (int i = 0; i < REPORTS; i++) {
                writer.write(String.format(
                        Locale.ROOT,
                        "2025-%02d-%02d,%d,Campaign %d,%d,%d,%d,%d.5,%d.25%n",
                        i % 300 / 28 + 1,
                        i % 28 + 1,
                        i / 300,
                        i / 300,
                        1_000_000L + i * 977L,
                        i * 7,
                        i % 500,
                        i % 9,
                        i));
            }
        }
    }
}
