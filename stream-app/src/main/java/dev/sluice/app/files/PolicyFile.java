package dev.sluice.app.files;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Objective;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code policy.yaml}: a budget policy as people write it, money in currency units and shares as numbers or percent. What
 * the file does not name keeps its default, as on the topic. Whether the policy makes sense is for intake's rules to say.
 */
public final class PolicyFile {
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final List<String> NAMES = List.of(
            "objective",
            "weekly_budget",
            "target_roas",
            "target_mroas",
            "target_cac",
            "margin",
            "max_weekly_shift",
            "step",
            "min_confidence",
            "exploration_share",
            "time_zone",
            "currency",
            "settling_days",
            "conversions_from",
            "channels");
    private static final List<String> CHANNEL_NAMES = List.of("min", "max", "locked");

    private final List<String> faults = new ArrayList<>();
    private final YamlText read = new YamlText(faults);

    private PolicyFile() {}

    /**
     * Reads a file's text over a policy that has every field: what the file names takes the place of what stood there,
     * the list of channels as a whole. Callers set account, revision and time.
     *
     * @param origin the file's name, for messages
     * @throws PolicyProblem where the text is no policy, with every fault and its line
     */
    public static BudgetPolicy.Builder read(String text, String origin, BudgetPolicy.Builder policy) {
        PolicyFile file = new PolicyFile();
        Yaml.Table table = Yaml.read(text, origin, file.faults);
        file.read.knownNames(table, NAMES);
        table.entries().forEach((name, value) -> file.field(name, value, policy));
        if (!file.faults.isEmpty()) {
            throw new PolicyProblem(file.faults);
        }
        return policy;
    }

    private void field(String name, Yaml value, BudgetPolicy.Builder policy) {
        switch (name) {
            case "objective" -> choice(value, Objective.values(), policy::setObjective);
            case "weekly_budget" -> money(value, policy::setWeeklyBudgetMicros);
            case "target_roas", "target_mroas" -> number(value, policy::setTargetRoas);
            case "target_cac" -> money(value, policy::setTargetCacMicros);
            case "margin" -> share(value, policy::setMargin);
            case "max_weekly_shift" -> share(value, policy::setMaxWeeklyShift);
            case "step" -> money(value, policy::setStepMicros);
            case "min_confidence" -> share(value, policy::setMinConfidence);
            case "exploration_share" -> share(value, policy::setExplorationShare);
            case "time_zone" -> policy.setTimeZone(read.text(value));
            case "currency" -> policy.setCurrency(read.text(value));
            case "settling_days" -> number(value, days -> whole(value, days).ifPresent(policy::setSettlingDays));
            case "conversions_from" -> choice(value, ConversionsFrom.values(), policy::setConversionsFrom);
            case "channels" -> policy.setChannels(channels(read.table(value, name)));
            default -> {}
        }
    }

    private List<ChannelPolicy> channels(Yaml.Table table) {
        List<ChannelPolicy> channels = new ArrayList<>();
        table.entries().forEach((channel, value) -> {
            Yaml.Table limits = read.table(value, channel);
            read.knownNames(limits, CHANNEL_NAMES);
            ChannelPolicy.Builder policy = ChannelPolicy.newBuilder().setChannel(channel);
            Map<String, Yaml> entries = limits.entries();
            optional(entries.get("min"), min -> money(min, policy::setMinMicros));
            optional(entries.get("max"), max -> money(max, policy::setMaxMicros));
            channels.add(
                    policy.setLocked(read.flag(entries.get("locked"), false)).build());
        });
        return channels;
    }

    private static void optional(@Nullable Yaml value, Consumer<Yaml> then) {
        if (value != null) {
            then.accept(value);
        }
    }

    private <E extends Enum<E>> void choice(Yaml value, E[] all, Consumer<E> to) {
        String text = read.text(value);
        for (E one : all) {
            if (one.name().equalsIgnoreCase(text.replace('-', '_'))) {
                to.accept(one);
                return;
            }
        }
        String known = String.join(
                ", ",
                Arrays.stream(all).map(e -> e.name().toLowerCase(Locale.ROOT)).toList());
        faults.add(value.place() + ": '" + text + "' is none of " + known);
    }

    private void money(Yaml value, Consumer<Long> to) {
        decimal(value, read.text(value)).ifPresent(units -> {
            try {
                to.accept(units.movePointRight(6).longValueExact());
            } catch (ArithmeticException e) {
                faults.add(value.place() + ": " + units.toPlainString()
                        + " is no amount of money: at most 6 decimals and 9 billion units");
            }
        });
    }

    private void number(Yaml value, Consumer<Double> to) {
        decimal(value, read.text(value)).ifPresent(number -> to.accept(number.doubleValue()));
    }

    private Optional<Integer> whole(Yaml value, double number) {
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            faults.add(value.place() + ": a whole number is expected here");
            return Optional.empty();
        }
        return Optional.of((int) number);
    }

    /** 0.15 or 15%. */
    private void share(Yaml value, Consumer<Double> to) {
        String text = read.text(value);
        if (text.endsWith("%")) {
            decimal(value, text.substring(0, text.length() - 1).strip())
                    .ifPresent(percent -> to.accept(percent.divide(HUNDRED).doubleValue()));
        } else {
            decimal(value, text).ifPresent(share -> to.accept(share.doubleValue()));
        }
    }

    private Optional<BigDecimal> decimal(Yaml value, String text) {
        try {
            BigDecimal number = new BigDecimal(text.replace("_", ""));
            if (Math.abs((long) number.scale()) < 30 && number.precision() < 30) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        faults.add(value.place() + ": '" + text + "' is no number such as 50000 or 0.15");
        return Optional.empty();
    }
}
