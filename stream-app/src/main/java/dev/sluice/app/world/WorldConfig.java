package dev.sluice.app.world;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What world to simulate. Equal configurations give the same events, byte for byte.
 *
 * @param seed any number; another seed, another world
 * @param accounts advertisers, 1 to 100,000; each is independent of how many there are
 * @param start first simulated day, in each account's own time zone
 * @param days length of the history, at least 1; the live stream goes on after it
 * @param ordersPerAccountDay orders of new customers an account gets on a usual day at its planned spend
 * @param clicksPerOrder clicks it takes to get one such order, at least 1
 * @param clicksPerBatch clicks in one record, at least 1; benchmarks like 100 and more
 * @param restatements whether platforms restate each spend day over the next 28 days
 * @param refundShare share of orders that are refunded in full or in part (a third as many credit notes come on top)
 * @param cancelShare share of orders that are cancelled; one in six of them is placed again
 * @param faults how much goes wrong on the way
 */
public record WorldConfig(
        long seed,
        int accounts,
        LocalDate start,
        int days,
        double ordersPerAccountDay,
        double clicksPerOrder,
        int clicksPerBatch,
        boolean restatements,
        double refundShare,
        double cancelShare,
        FaultMix faults) {
    private static final LocalDate EARLIEST = LocalDate.of(2001, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2090, 1, 1);

    /** Throws IllegalArgumentException that lists every fault at once. */
    public WorldConfig {
        List<String> wrong = new ArrayList<>();
        check(wrong, accounts >= 1 && accounts <= 100_000, "accounts must be 1 to 100000: " + accounts);
        check(wrong, !start.isBefore(EARLIEST), "start must not be before " + EARLIEST + ": " + start);
        check(
                wrong,
                days >= 1 && days <= 40_000 && start.plusDays(days).isBefore(LATEST),
                "days must be at least 1 and end before " + LATEST + ": " + days);
        check(
                wrong,
                ordersPerAccountDay > 0 && ordersPerAccountDay <= 1e5,
                "ordersPerAccountDay must be above 0 and at most 100000: " + ordersPerAccountDay);
        check(
                wrong,
                clicksPerOrder >= 1 && clicksPerOrder <= 1e5,
                "clicksPerOrder must be 1 to 100000: " + clicksPerOrder);
        check(
                wrong,
                clicksPerBatch >= 1 && clicksPerBatch <= 10_000,
                "clicksPerBatch must be 1 to 10000: " + clicksPerBatch);
        checkShare(wrong, "refundShare", refundShare);
        checkShare(wrong, "cancelShare", cancelShare);
        check(wrong, refundShare + cancelShare <= 1, "refundShare and cancelShare must not exceed 1 together");
        faults.check(wrong);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("The world can't be simulated: " + String.join("; ", wrong));
        }
    }

    /** Five accounts, 182 days of history, some 40 new customers an account and day, the usual faults. */
    public static WorldConfig startingOn(LocalDate start) {
        return new WorldConfig(1, 5, start, 182, 40, 25, 50, true, 0.06, 0.04, FaultMix.USUAL);
    }

    public WorldConfig withSeed(long value) {
        return new WorldConfig(
                value,
                accounts,
                start,
                days,
                ordersPerAccountDay,
                clicksPerOrder,
                clicksPerBatch,
                restatements,
                refundShare,
                cancelShare,
                faults);
    }

    /** The same world for this many accounts and days of history. */
    public WorldConfig withSize(int newAccounts, int newDays) {
        return new WorldConfig(
                seed,
                newAccounts,
                start,
                newDays,
                ordersPerAccountDay,
                clicksPerOrder,
                clicksPerBatch,
                restatements,
                refundShare,
                cancelShare,
                faults);
    }

    /** The same world with this much traffic. */
    public WorldConfig withTraffic(double newOrdersPerAccountDay, double newClicksPerOrder, int newClicksPerBatch) {
        return new WorldConfig(
                seed,
                accounts,
                start,
                days,
                newOrdersPerAccountDay,
                newClicksPerOrder,
                newClicksPerBatch,
                restatements,
                refundShare,
                cancelShare,
                faults);
    }

    public WorldConfig withFaults(FaultMix value) {
        return new WorldConfig(
                seed,
                accounts,
                start,
                days,
                ordersPerAccountDay,
                clicksPerOrder,
                clicksPerBatch,
                restatements,
                refundShare,
                cancelShare,
                value);
    }

    /** The same world with or without restatements, and with these shares of refunds and cancellations. */
    public WorldConfig withChanges(boolean newRestatements, double newRefundShare, double newCancelShare) {
        return new WorldConfig(
                seed,
                accounts,
                start,
                days,
                ordersPerAccountDay,
                clicksPerOrder,
                clicksPerBatch,
                newRestatements,
                newRefundShare,
                newCancelShare,
                faults);
    }

    static void checkShare(List<String> faults, String name, double value) {
        check(faults, value >= 0 && value <= 1, name + " must be 0 to 1: " + value);
    }

    private static void check(List<String> faults, boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
