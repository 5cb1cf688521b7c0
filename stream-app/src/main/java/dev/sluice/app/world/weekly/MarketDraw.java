package dev.sluice.app.world.weekly;

import dev.sluice.app.world.Chance;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Draws a market. First what each channel shall bring on average, then the scales that make it so. */
final class MarketDraw {
    private static final List<String> NAMES =
            List.of("search", "social", "display", "video", "tv", "audio", "affiliate", "print");
    private static final int PLAYABLE_WEEKS = 156;
    private static final int BEFORE = CarryOver.WEEKS;
    private static final int BASELINE = 1;
    private static final int NOISE = 2;
    private static final int SHARES = 3;
    private static final int MOOD = 4;
    private static final int CHANNEL = 100;

    private final WeeklyConfig config;
    private final double meanRevenue;
    private final double mediaShare;
    private final Demand shape;
    private final double[] mood;

    MarketDraw(WeeklyConfig config) {
        this.config = config;
        Chance chance = WeeklyConfig.chance(config.seed(), BASELINE);
        meanRevenue = 40_000 * StrictMath.pow(25, chance.uniform());
        mediaShare = chance.between(0.2, 0.5);
        LocalDate someDay = LocalDate.of(2021, 1, 4).plusDays(chance.below(1_000));
        LocalDate monday = someDay.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        shape = Demand.drawn(chance, monday, config.weeks() + PLAYABLE_WEEKS);
        mood = SpendPath.mood(WeeklyConfig.chance(config.seed(), MOOD), config.weeks() + BEFORE);
    }

    WeeklyMarket market() {
        double[] brings = contributions();
        List<WeeklyChannel> channels = new ArrayList<>();
        double[][] spend = new double[config.channels()][];
        for (int i = 0; i < config.channels(); i++) {
            Chance chance = WeeklyConfig.chance(config.seed(), CHANNEL + i);
            double meanSpend = brings[i] / (0.5 * StrictMath.pow(12, chance.uniform()));
            CarryOver carryOver = CarryOver.drawn(chance);
            TrueCurve curve = TrueCurve.drawn(chance);
            spend[i] = cents(path(chance), meanSpend);
            channels.add(channel(name(i), carryOver, curve, spend[i], brings[i]));
        }
        return new WeeklyMarket(config, channels, spend, baseline(), noise(), leakNoise());
    }

    private static String name(int channel) {
        String name = NAMES.get(channel % NAMES.size());
        return channel < NAMES.size() ? name : name + "_" + (1 + channel / NAMES.size());
    }

    /** Mean weekly revenue that each channel shall bring. */
    private double[] contributions() {
        Chance chance = WeeklyConfig.chance(config.seed(), SHARES);
        double[] weights = IntStream.range(0, config.channels())
                .mapToDouble(channel -> chance.between(0.4, 2))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights)
                .map(weight -> meanRevenue * mediaShare * weight / sum)
                .toArray();
    }

    private double[] path(Chance chance) {
        int weeks = config.weeks() + BEFORE;
        double[] flat = new double[weeks];
        Arrays.fill(flat, 1);
        return switch (config.trap()) {
            case CONSTANT -> SpendPath.hardlyMoved(chance, flat, 0.005);
            case COLLINEAR -> {
                Chance common = WeeklyConfig.chance(config.seed(), CHANNEL - 1);
                double[] path = SpendPath.varied(common, weeks, week -> shape.season(week - BEFORE), mood);
                yield SpendPath.hardlyMoved(chance, path, 0.01);
            }
            case NONE, NOISE, SHORT, LEAK -> SpendPath.varied(chance, weeks, week -> shape.season(week - BEFORE), mood);
        };
    }

    /** The path with this mean over the history, in whole cents. */
    private static double[] cents(double[] path, double mean) {
        double was = IntStream.range(BEFORE, path.length)
                .mapToDouble(week -> path[week])
                .average()
                .orElseThrow();
        return Arrays.stream(path)
                .map(value -> Math.rint(value / was * mean * 100) / 100)
                .toArray();
    }

    private WeeklyChannel channel(String name, CarryOver carryOver, TrueCurve curve, double[] spend, double brings) {
        double unit = IntStream.range(BEFORE, spend.length)
                .mapToDouble(week -> spend[week])
                .average()
                .orElseThrow();
        if (config.trap() == Trap.NOISE) {
            return new WeeklyChannel(name, carryOver, curve, unit, 0);
        }
        WeeklyChannel plain = new WeeklyChannel(name, carryOver, curve, unit, 1);
        double mean = plain.effects(spend, BEFORE, spend.length) / config.weeks();
        return new WeeklyChannel(name, carryOver, curve, unit, brings / mean);
    }

    private Demand baseline() {
        double shapeMean = IntStream.range(0, config.weeks())
                .mapToDouble(shape::at)
                .average()
                .orElseThrow();
        double share = config.trap() == Trap.NOISE ? 1 : 1 - mediaShare;
        return shape.withLevel(meanRevenue * share / shapeMean);
    }

    /** A quarter to a half of the variance remembers the week before. */
    private double[] noise() {
        Chance chance = WeeklyConfig.chance(config.seed(), NOISE);
        double sd = config.noiseShare() * meanRevenue;
        double memory = chance.between(0.3, 0.8);
        double remembered = chance.between(0.25, 0.5);
        double[] noise = new double[config.weeks() + PLAYABLE_WEEKS];
        double level = chance.normal();
        for (int week = 0; week < noise.length; week++) {
            noise[week] = sd * (Math.sqrt(remembered) * level + Math.sqrt(1 - remembered) * chance.normal());
            level = memory * level + Math.sqrt(1 - memory * memory) * chance.normal();
        }
        return noise;
    }

    private double[] leakNoise() {
        Chance chance = WeeklyConfig.chance(config.seed(), NOISE + 10);
        return IntStream.range(0, config.weeks() + PLAYABLE_WEEKS)
                .mapToDouble(week -> chance.noise(0.004))
                .toArray();
    }
}
