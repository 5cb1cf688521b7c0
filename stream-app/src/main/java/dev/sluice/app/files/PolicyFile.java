package dev.sluice.app.files;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Objective;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A budget policy as people write it: YAML with the names of {@code BudgetPolicy}'s fields, amounts in currency units
 * (so {@code weekly_budget} for {@code weekly_budget_micros}), shares as {@code 0.15} or {@code 15%}, and {@code channels} as
 * a table of names with {@code min}, {@code max} and {@code locked}.
 */
public final class PolicyFile {
    private static final long LARGEST_FILE = 1 << 20;
    private static final List<String> NAMES = List.of(
            "account",
            "revision",
            "time_zone",
            "currency",
            "settling_days",
            "conversions_from",
            "objective",
            "weekly_budget",
            "target_roas",
            "target_cac",
            "margin",
            "max_weekly_shift",
            "step",
            "min_confidence",
            "exploration_share",
            "channels");

    private final List<String> faults;
    private final YamlText read;
    private final PolicyNumbers numbers;

    private PolicyFile(List<String> faults) {
        this.faults = faults;
        this.read = new YamlText(faults);
        this.numbers = new PolicyNumbers(faults, read);
    }

    /**
     * Reads a policy; what the file does not say has the contract's default, account {@code ""} and revision 0.
     *
     * @throws PolicyProblem with every fault in it
     */
    public static BudgetPolicy read(Path yaml) throws PolicyProblem {
        try {
            if (Files.size(yaml) > LARGEST_FILE) {
                throw new PolicyProblem(List.of(yaml + ": larger than 1 MiB; is this a policy file?"));
            }
            return parse(Files.readString(yaml), yaml.toString());
        } catch (MalformedInputException e) {
            throw new PolicyProblem(List.of(yaml + ": not UTF-8 text; is this a policy file?"));
        } catch (IOException e) {
            throw new PolicyProblem(List.of(FileProblem.unreadable(yaml, e).getMessage()));
        }
    }

    static BudgetPolicy parse(String text, String origin) throws PolicyProblem {
        List<String> faults = new ArrayList<>();
        Yaml.Table table = Yaml.read(text, origin, faults);
        BudgetPolicy policy = faults.isEmpty() ? new PolicyFile(faults).policy(table) : null;
        if (policy == null || !faults.isEmpty()) {
            throw new PolicyProblem(faults);
        }
        return policy;
    }

    private BudgetPolicy policy(Yaml.Table table) {
        read.knownNames(table, NAMES);
        Map<String, Yaml> entries = table.entries();
        BudgetPolicy.Builder policy = BudgetPolicy.newBuilder().setUpdatedAt(0);
        policy.setAccount("").setRevision(0);
        with(entries, "account", value -> policy.setAccount(read.text(value)));
        with(entries, "revision", value -> numbers.whole(value, policy::setRevision));
        with(entries, "time_zone", value -> policy.setTimeZone(read.text(value)));
        with(entries, "currency", value -> policy.setCurrency(read.text(value)));
        with(
                entries,
                "settling_days",
                value -> numbers.whole(value, days -> policy.setSettlingDays(Math.toIntExact(days))));
        with(
                entries,
                "conversions_from",
                value -> constant(value, ConversionsFrom.values(), policy::setConversionsFrom));
        with(entries, "objective", value -> constant(value, Objective.values(), policy::setObjective));
        with(entries, "weekly_budget", value -> numbers.money(value, policy::setWeeklyBudgetMicros));
        with(entries, "target_roas", value -> numbers.positive(value, policy::setTargetRoas));
        with(entries, "target_cac", value -> numbers.money(value, policy::setTargetCacMicros));
        with(entries, "margin", value -> numbers.share(value, policy::setMargin));
        with(entries, "max_weekly_shift", value -> numbers.shift(value, policy::setMaxWeeklyShift));
        with(entries, "step", value -> numbers.step(value, policy::setStepMicros));
        with(entries, "min_confidence", value -> numbers.share(value, policy::setMinConfidence));
        with(entries, "exploration_share", value -> numbers.share(value, policy::setExplorationShare));
        with(entries, "channels", value -> policy.setChannels(channels(value)));
        BudgetPolicy built = policy.build();
        if (faults.isEmpty()) {
            complete(table, built);
        }
        return built;
    }

    private static void with(Map<String, Yaml> entries, String name, Consumer<Yaml> action) {
        Yaml value = entries.get(name);
        if (value != null
                && !(value instanceof Yaml.Scalar scalar && scalar.text().isEmpty())) {
            action.accept(value);
        }
    }

    private <E extends Enum<E>> void constant(Yaml value, E[] constants, Consumer<E> action) {
        String text = read.text(value);
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
                action.accept(constant);
                return;
            }
        }
        List<String> known = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        faults.add(value.place() + ": '" + text + "' is not known here" + Nearest.hint(text, known) + "; there are "
                + String.join(", ", known));
    }

    private List<ChannelPolicy> channels(Yaml value) {
        List<ChannelPolicy> channels = new ArrayList<>();
        read.table(value, "channels").entries().forEach((name, limits) -> {
            Yaml.Table table = read.table(limits, name);
            read.knownNames(table, List.of("min", "max", "locked"));
            ChannelPolicy.Builder channel = ChannelPolicy.newBuilder().setChannel(name);
            with(table.entries(), "min", amount -> numbers.money(amount, channel::setMinMicros));
            with(table.entries(), "max", amount -> numbers.money(amount, channel::setMaxMicros));
            channel.setLocked(read.flag(table.entries().get("locked"), false));
            Long least = channel.getMinMicros();
            Long most = channel.getMaxMicros();
            if (least != null && most != null && least > most) {
                faults.add(table.place() + ": the min of '" + name + "', " + units(least) + ", is above its max, "
                        + units(most));
            }
            channels.add(channel.build());
        });
        return channels;
    }

    private static String units(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }

    /** What an objective can't do without. */
    private void complete(Yaml.Table table, BudgetPolicy policy) {
        Yaml objective = table.entries().get("objective");
        String place = objective == null ? table.place() : objective.place();
        @Nullable
        String lacks =
                switch (policy.getObjective()) {
                    case MAX_REVENUE -> null; // the budget may come from the command line
                    case MAX_PROFIT -> policy.getMargin().isEmpty() ? "margin" : null;
                    case TARGET_ROAS, TARGET_MROAS -> policy.getTargetRoas().isEmpty() ? "target_roas" : null;
                    case TARGET_CAC -> policy.getTargetCacMicros().isEmpty() ? "target_cac" : null;
                };
        if (lacks != null) {
            faults.add(place + ": the objective " + policy.getObjective().name().toLowerCase(Locale.ROOT) + " needs '"
                    + lacks + "'");
        }
    }
}
