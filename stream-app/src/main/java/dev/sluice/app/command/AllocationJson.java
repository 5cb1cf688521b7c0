package dev.sluice.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.budget.allocate.PolicyLimits.Candidate;
import dev.sluice.app.budget.allocate.Strategies.Applied;
import dev.sluice.app.budget.allocate.Strategies.NotApplicable;
import dev.sluice.app.budget.allocate.Strategies.Outcome;
import dev.sluice.app.budget.plan.AllocationReport;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A split as JSON, amounts as exact decimals of currency units. */
final class AllocationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AllocationJson() {}

    static String of(AllocationReport report) {
        ObjectNode root = JSON.createObjectNode();
        Applied recommended = report.recommended();
        if (recommended != null) {
            root.put("strategy", recommended.strategy().toString());
            channels(report, recommended, root.putArray("channels"));
            root.put("total", units(sum(recommended)));
            if (report.hasCurves()) {
                root.put("response", report.response(recommended));
                root.put("value", recommended.value());
                root.put("upper_bound", report.optimum().upperBound());
            }
        }
        if (report.model() != null) {
            new ModelJson(report.model()).put(root);
        }
        ArrayNode strategies = root.putArray("strategies");
        report.outcomes().forEach(outcome -> strategy(report, outcome, strategies.addObject()));
        return root.toPrettyString();
    }

    private static void channels(AllocationReport report, Applied split, ArrayNode channels) {
        List<Candidate> candidates = report.candidates();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            long spend = split.spendMicros().get(i);
            ObjectNode node = channels.addObject();
            node.put("channel", candidate.channel());
            node.put("current", units(candidate.currentMicros()));
            node.put("recommended", units(spend));
            if (report.hasCurves()) {
                node.put("response", report.response(i, spend));
                node.put("marginal_return", report.marginalReturn(i, spend));
            }
            node.put("limit", report.binding(i, spend));
            if (report.model() != null) {
                new ModelJson(report.model()).channel(i, node);
            }
        }
    }

    private static void strategy(AllocationReport report, Outcome outcome, ObjectNode node) {
        node.put("strategy", outcome.strategy().toString());
        switch (outcome) {
            case NotApplicable none -> node.put("not_possible", none.why());
            case Applied applied -> {
                ObjectNode spends = node.putObject("spend");
                for (int i = 0; i < applied.spendMicros().size(); i++) {
                    spends.put(
                            report.candidates().get(i).channel(),
                            units(applied.spendMicros().get(i)));
                }
                if (report.hasCurves()) {
                    node.put("response", applied.response());
                    node.put("value", applied.value());
                }
            }
        }
    }

    private static long sum(Applied split) {
        return split.spendMicros().stream().mapToLong(Long::longValue).sum();
    }

    static @Nullable BigDecimal units(@Nullable Long micros) {
        return micros == null
                ? null
                : new BigDecimal(
                        BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString());
    }
}
