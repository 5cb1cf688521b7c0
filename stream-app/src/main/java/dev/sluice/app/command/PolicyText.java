package dev.sluice.app.command;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Objective;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A policy as a {@code policy.yaml}, so that it can be changed and set again. */
final class PolicyText {
    private PolicyText() {}

    static void print(BudgetPolicy p, PrintWriter out) {
        out.println("objective: " + p.getObjective().name().toLowerCase(Locale.ROOT));
        money(out, "weekly_budget", p.getWeeklyBudgetMicros());
        String target = p.getObjective() == Objective.TARGET_MROAS ? "target_mroas" : "target_roas";
        p.getTargetRoas().ifPresent(roas -> out.println(target + ": " + roas));
        money(out, "target_cac", p.getTargetCacMicros());
        p.getMargin().ifPresent(margin -> out.println("margin: " + margin));
        out.println("max_weekly_shift: " + p.getMaxWeeklyShift());
        money(out, "step", Optional.of(p.getStepMicros()));
        out.println("min_confidence: " + p.getMinConfidence());
        out.println("exploration_share: " + p.getExplorationShare());
        p.getTimeZone().ifPresent(zone -> out.println("time_zone: " + quoted(zone)));
        p.getCurrency().ifPresent(currency -> out.println("currency: " + currency));
        p.getSettlingDays().ifPresent(days -> out.println("settling_days: " + days));
        if (p.getConversionsFrom() != ConversionsFrom.SHOP) {
            out.println("conversions_from: " + p.getConversionsFrom().name().toLowerCase(Locale.ROOT));
        }
        if (!p.getChannels().isEmpty()) {
            out.println("channels:");
            p.getChannels()
                    .forEach(channel -> out.println("  " + quoted(channel.getChannel()) + ": " + limits(channel)));
        }
    }

    private static String limits(ChannelPolicy channel) {
        List<String> parts = new ArrayList<>();
        channel.getMinMicros().ifPresent(min -> parts.add("min: " + units(min)));
        channel.getMaxMicros().ifPresent(max -> parts.add("max: " + units(max)));
        if (channel.getLocked()) {
            parts.add("locked: true");
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private static void money(PrintWriter out, String name, Optional<Long> micros) {
        micros.ifPresent(amount -> out.println(name + ": " + units(amount)));
    }

    /** Micros as currency units, without zeros that say nothing. */
    static String units(long micros) {
        BigDecimal units = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return units.toPlainString();
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_/-]*")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
