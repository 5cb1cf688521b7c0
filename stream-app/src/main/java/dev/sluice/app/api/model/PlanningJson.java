package dev.sluice.app.api.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.budget.advise.Spread;
import dev.sluice.app.budget.allocate.HorizonAnswer;
import dev.sluice.app.budget.allocate.PolicyLimits.Candidate;
import dev.sluice.app.budget.allocate.Strategies.Applied;
import dev.sluice.app.budget.allocate.Strategies.NotApplicable;
import dev.sluice.app.budget.plan.AllocationReport;
import dev.sluice.app.budget.plan.ModelFigures;
import dev.sluice.app.budget.plan.ModelReport;
import dev.sluice.app.budget.plan.ResponseCurves;
import dev.sluice.app.budget.plan.ResponseModel;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import java.util.List;
import java.util.Optional;

/** Curves and splits as documents. Money of plans is in micros, what they bring in the model's unit. */
final class PlanningJson {
    private PlanningJson() {}

    /** Which model said it, and how far to trust it. */
    static ObjectNode model(Scorer scorer) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", scorer.card().kind())
                .put("version", scorer.card().version())
                .put("sha256", scorer.sha256())
                .put("trust", scorer.card().verdict().trust().name())
                .put("trust_reason", scorer.card().verdict().reason());
    }

    /** The answer of {@code GET /api/v1/response}. */
    static ObjectNode curves(String account, Optional<String> currency, ResponseModel model, ResponseCurves curves) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("account", account);
        root.put("currency", currency.orElse(null));
        root.set("model", model(model.scorer()));
        root.put("horizon_weeks", curves.weeks());
        root.put("total_micros", curves.totalMicros()).put("outside_micros", curves.outsideMicros());
        if (curves.baseline() == null) {
            root.putNull("baseline");
        } else {
            root.putObject("baseline")
                    .put("mean", curves.baseline().mean())
                    .put("p10", curves.baseline().p10())
                    .put("p90", curves.baseline().p90());
        }
        ArrayNode channels = root.putArray("channels");
        curves.channels().forEach(channel -> curve(channel, channels.addObject()));
        return root;
    }

    private static void curve(ResponseCurves.Channel channel, ObjectNode node) {
        node.put("channel", channel.known().name())
                .put("current_micros", channel.currentMicros())
                .put("min_micros", channel.minMicros())
                .put("max_micros", channel.maxMicros())
                .put("locked", channel.locked());
        known(channel.known(), node);
        numbers(channel.spend(), node.putArray("spend"));
        numbers(channel.mean(), node.putArray("mean"));
        ArrayNode draws = node.putArray("draws");
        channel.draws().forEach(draw -> numbers(draw, draws.addArray()));
    }

    private static void known(ResponseChannel channel, ObjectNode node) {
        node.put("identifiability", channel.identifiability().name());
        ArrayNode codes = node.putArray("codes");
        channel.codes().forEach(codes::add);
        node.put("sentence", channel.sentence());
    }

    private static void numbers(List<Double> values, ArrayNode array) {
        values.forEach(value -> array.add(value.doubleValue()));
    }

    /** The answer of {@code POST /optimize}. */
    static ObjectNode split(String account, BudgetPolicy policy, ResponseModel model, AllocationReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("account", account);
        root.set("model", model(model.scorer()));
        root.put("objective", policy.getObjective().name());
        root.put("budget_micros", policy.getWeeklyBudgetMicros().orElse(null));
        ModelReport said = report.model();
        Applied best = report.recommended();
        if (said != null) {
            root.put("horizon_weeks", said.weeks());
            if (best != null && said.figures() != null) {
                root.set("recommended", recommended(best, report, said, said.figures()));
            }
            if (said.plan() != null) {
                weekByWeek(said.plan(), said.response().channelNames(), root.putObject("plan"));
            }
        }
        root.putObject("certificate")
                .put("value", report.optimum().value())
                .put("upper_bound", report.optimum().upperBound());
        ArrayNode strategies = root.putArray("strategies");
        ArrayNode impossible = root.putArray("not_possible");
        report.outcomes().forEach(outcome -> {
            switch (outcome) {
                case Applied applied -> strategy(applied, report, strategies.addObject());
                case NotApplicable none ->
                    impossible
                            .addObject()
                            .put("name", none.strategy().toString())
                            .put("why", none.why());
            }
        });
        return root;
    }

    private static ObjectNode recommended(
            Applied best, AllocationReport report, ModelReport said, ModelFigures figures) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", best.strategy().toString()).put("total_micros", total(best.spendMicros()));
        node.put("response", figures.response()).put("current_response", figures.currentResponse());
        spread(figures.uplift(), node.putObject("uplift"))
                .put("probability", figures.uplift().positive());
        ArrayNode channels = node.putArray("channels");
        for (int c = 0; c < best.spendMicros().size(); c++) {
            Candidate candidate = report.candidates().get(c);
            long micros = best.spendMicros().get(c);
            ObjectNode channel = channels.addObject();
            channel.put("channel", candidate.channel());
            channel.put("current_micros", candidate.currentMicros()).put("micros", micros);
            channel.put("response", figures.responses().get(c));
            spread(figures.marginals().get(c), channel.putObject("marginal_return"));
            channel.put("limit", report.binding(c, micros));
            known(said.response().channels().get(c), channel);
        }
        return node;
    }

    private static ObjectNode spread(Spread spread, ObjectNode node) {
        return node.put("mean", spread.mean()).put("p10", spread.p10()).put("p90", spread.p90());
    }

    private static void strategy(Applied applied, AllocationReport report, ObjectNode node) {
        node.put("name", applied.strategy().toString())
                .put("note", applied.strategy().meaning())
                .put("total_micros", total(applied.spendMicros()))
                .put("response", applied.response())
                .put("value", applied.value());
        ArrayNode channels = node.putArray("channels");
        for (int c = 0; c < applied.spendMicros().size(); c++) {
            channels.addObject()
                    .put("channel", report.candidates().get(c).channel())
                    .put("micros", applied.spendMicros().get(c));
        }
    }

    private static void weekByWeek(HorizonAnswer.Plan plan, List<String> channels, ObjectNode node) {
        ArrayNode weeks = node.putArray("weeks");
        plan.spendMicros().forEach(week -> spends(week, channels, weeks.addObject()));
        spends(plan.flatMicros(), channels, node.putObject("held"));
        node.put("response", plan.response()).put("held_response", plan.flatResponse());
        node.put("upper_bound", Double.isFinite(plan.upperBound()) ? plan.upperBound() : null);
    }

    private static void spends(List<Long> micros, List<String> names, ObjectNode node) {
        node.put("total_micros", total(micros));
        ArrayNode channels = node.putArray("channels");
        for (int c = 0; c < micros.size(); c++) {
            channels.addObject().put("channel", names.get(c)).put("micros", micros.get(c));
        }
    }

    private static long total(List<Long> micros) {
        return micros.stream().mapToLong(Long::longValue).sum();
    }
}
