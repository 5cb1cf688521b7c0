package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.advise.SpendLimits.Range;
import dev.sluice.app.budget.allocate.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sentences made from the numbers of one piece of advice. */
final class Explanation {
    private static final int NAMED = 2;

    private final String currency;
    private final Outcome outcome;
    private final boolean profit;

    /**
     * Words for one piece of advice.
     *
     * @param profit whether profit is what the policy aims at
     */
    Explanation(String currency, Outcome outcome, boolean profit) {
        this.currency = currency;
        this.outcome = outcome;
        this.profit = profit;
    }

    /** Why to act: what moves, and what that is expected to bring. */
    String act(List<ChannelAdvice> channels, Spread uplift, Spread gain) {
        return moving(channels) + " is expected to bring " + (profit ? profit(uplift, gain) : more(uplift))
                + "; the probability of a gain is " + Amounts.chance(gain.positive()) + ".";
    }

    private String more(Spread uplift) {
        return amount(uplift.mean()) + (uplift.mean() < 0 ? "" : " more") + " a week (" + interval(uplift) + ")";
    }

    /** Less revenue can be more profit, where less is spent. */
    private String profit(Spread uplift, Spread gain) {
        return plain(gain.mean()) + " " + currency + " more of profit a week (" + interval(gain)
                + "; revenue changes by " + plain(uplift.mean()) + " " + currency + ")";
    }

    private static String interval(Spread spread) {
        return "80 % interval " + plain(spread.p10()) + " to " + plain(spread.p90());
    }

    private String moving(List<ChannelAdvice> channels) {
        List<ChannelAdvice> up = channels.stream()
                .filter(channel -> channel.recommendedMicros() > channel.currentMicros())
                .toList();
        List<ChannelAdvice> down = channels.stream()
                .filter(channel -> channel.recommendedMicros() < channel.currentMicros())
                .toList();
        if (down.isEmpty()) {
            return "Spending " + money(changed(up)) + " more on " + names(up);
        }
        return up.isEmpty()
                ? "Spending " + money(changed(down)) + " less on " + names(down)
                : "Moving " + money(changed(down)) + " from " + names(down) + " and putting " + money(changed(up))
                        + " into " + names(up);
    }

    private static long changed(List<ChannelAdvice> channels) {
        return channels.stream()
                .mapToLong(channel -> Math.abs(channel.recommendedMicros() - channel.currentMicros()))
                .sum();
    }

    private static String names(List<ChannelAdvice> channels) {
        return channels.size() > NAMED
                ? channels.size() + " channels"
                : channels.stream().map(ChannelAdvice::channel).collect(Collectors.joining(" and "));
    }

    String noise(Spread uplift, Spread gain, double confidence) {
        return "The best move would be expected to bring " + (profit ? profit(uplift, gain) : more(uplift))
                + ", but the probability of a gain is "
                + Amounts.chance(gain.positive()) + " where " + Amounts.chance(confidence) + " is asked for.";
    }

    String nothingToGain() {
        return "No split within the limits is expected to bring noticeably more than that of now.";
    }

    String explores(Exploration exploration) {
        boolean up = exploration.micros() > 0;
        return " To learn how " + exploration.channel() + " responds, " + money(Math.abs(exploration.micros()))
                + " of it " + (up ? "come from " : "go to ") + exploration.partner() + ".";
    }

    /** One sentence on one channel. */
    String channel(
            Range range, long recommended, @Nullable Spread now, @Nullable Spread then, @Nullable ChannelFacts facts) {
        long change = recommended - range.currentMicros();
        List<String> parts = new ArrayList<>();
        parts.add(range.channel() + (now == null ? "" : " is at " + slope(now) + ":"));
        if (change == 0) {
            parts.add("stays at " + money(range.currentMicros()) + stays(range, facts));
        } else {
            parts.add(money(Math.abs(change)) + (change > 0 ? " more" : " less") + " a week, to " + money(recommended));
            if (then != null) {
                parts.add("where it is at " + rate(then.mean()));
            }
            parts.add(held(range, recommended));
        }
        String sentence = parts.getFirst() + " "
                + parts.stream().skip(1).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private String stays(Range range, @Nullable ChannelFacts facts) {
        if (range.movable()) {
            return ", no change of it is worth more";
        }
        String kept = " (" + range.most().name() + ")";
        return facts == null || facts.identified() || facts.sentence().isEmpty()
                ? kept
                : kept + ". " + facts.sentence();
    }

    private static String held(Range range, long recommended) {
        List<String> names = binding(range, recommended);
        return names.isEmpty() ? "" : "as far as the " + String.join(" and the ", names) + " lets it";
    }

    /** Names of the bounds that an amount rests on. */
    static List<String> binding(Range range, long recommended) {
        return List.of(range.least(), range.most()).stream()
                .filter(bound -> bound.micros() == recommended)
                .map(Bound::name)
                .distinct()
                .toList();
    }

    private String slope(Spread slope) {
        return rate(slope.mean()) + " (80 % interval " + bare(slope.p10()) + " to " + bare(slope.p90()) + ")";
    }

    private String rate(double slope) {
        return outcome == Outcome.REVENUE
                ? Amounts.ratio(slope) + " mROAS"
                : bare(slope) + " new customers per 1,000 " + currency;
    }

    private String bare(double slope) {
        return Amounts.ratio(outcome == Outcome.REVENUE ? slope : slope * 1000);
    }

    private String amount(double value) {
        return outcome == Outcome.REVENUE
                ? Amounts.plain(value) + " " + currency + " of revenue"
                : Amounts.plain(value) + " new customers";
    }

    private static String plain(double value) {
        return Amounts.plain(value);
    }

    private String money(long micros) {
        return Amounts.money(micros, currency);
    }
}
