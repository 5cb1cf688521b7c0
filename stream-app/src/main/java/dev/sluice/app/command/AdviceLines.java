package dev.sluice.app.command;

import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelAdvice;
import dev.sluice.event.Decision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Standing advice as lines for people: one an account, and the moves of those that act. */
final class AdviceLines {
    private static final double UNIT = 1e6;
    private static final int WIDEST = 110;
    private static final int MOST_MOVES = 4;

    private AdviceLines() {}

    static List<String> of(Collection<BudgetRecommendation> all) {
        List<String> lines = new ArrayList<>();
        for (BudgetRecommendation advice : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-14s %-10s %-4s %s",
                    advice.getAccount(),
                    advice.getWeek(),
                    advice.getDecision(),
                    shortened(advice.getReason())));
            if (advice.getDecision() == Decision.ACT) {
                moves(advice).forEach(lines::add);
            }
        }
        return lines;
    }

    private static List<String> moves(BudgetRecommendation advice) {
        return advice.getChannels().stream()
                .filter(channel -> channel.getRecommendedMicros() != channel.getCurrentMicros())
                .sorted((a, b) -> Long.compare(moved(b), moved(a)))
                .limit(MOST_MOVES)
                .map(channel -> String.format(
                        Locale.ROOT,
                        "%-30s %s: %,.0f to %,.0f %s",
                        "",
                        channel.getChannel(),
                        channel.getCurrentMicros() / UNIT,
                        channel.getRecommendedMicros() / UNIT,
                        advice.getCurrency()))
                .toList();
    }

    private static long moved(ChannelAdvice channel) {
        return Math.abs(channel.getRecommendedMicros() - channel.getCurrentMicros());
    }

    private static String shortened(String reason) {
        return reason.length() <= WIDEST ? reason : reason.substring(0, WIDEST - 1) + "…";
    }
}
