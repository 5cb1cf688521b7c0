package dev.sluice.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.budget.advise.Spread;
import dev.sluice.app.budget.allocate.HorizonAnswer.Plan;
import dev.sluice.app.budget.plan.ModelFigures;
import dev.sluice.app.budget.plan.ModelReport;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import java.util.List;

/** What a response model has to say of a split, as JSON. */
final class ModelJson {
    private final ModelReport report;

    ModelJson(ModelReport report) {
        this.report = report;
    }

    void put(ObjectNode root) {
        ObjectNode model = root.putObject("model");
        model.put("file", report.model());
        model.put("kind", report.card().kind());
        model.put("version", report.card().version());
        model.put("verdict", report.card().verdict().trust().name());
        model.put("direction_only", report.isDirectionOnly());
        if (report.isDirectionOnly()) {
            model.put("caution", report.caution());
        }
        ArrayNode assumed = model.putArray("current_assumed");
        report.start().assumed().forEach(assumed::add);
        root.put("weeks_held", report.weeks());
        ModelFigures figures = report.figures();
        if (figures != null) {
            root.put("current_response", figures.currentResponse());
            ObjectNode uplift = root.putObject("uplift");
            spread(figures.uplift(), uplift);
            uplift.put("probability_positive", figures.uplift().positive());
        }
        Plan plan = report.plan();
        if (plan != null) {
            put(plan, root.putObject("plan"));
        }
    }

    /** What is said of one channel of the split. */
    void channel(int index, ObjectNode node) {
        ResponseChannel channel = report.response().channels().get(index);
        ModelFigures figures = report.figures();
        if (figures != null) {
            spread(figures.marginals().get(index), node.putObject("marginal_return_interval"));
        }
        node.put("identifiability", channel.identifiability().name());
        ArrayNode codes = node.putArray("codes");
        channel.codes().forEach(codes::add);
    }

    private void put(Plan plan, ObjectNode node) {
        ArrayNode weeks = node.putArray("weeks");
        plan.spendMicros().forEach(week -> {
            ObjectNode of = weeks.addObject();
            of.put("week", weeks.size());
            spends(week, of.putObject("spend"));
            of.put(
                    "total",
                    AllocationJson.units(
                            week.stream().mapToLong(Long::longValue).sum()));
        });
        spends(plan.flatMicros(), node.putObject("held"));
        node.put("response", plan.response());
        node.put("held_response", plan.flatResponse());
        if (Double.isFinite(plan.upperBound())) {
            node.put("upper_bound", plan.upperBound());
        } else {
            node.putNull("upper_bound");
        }
    }

    private void spends(List<Long> micros, ObjectNode node) {
        List<String> channels = report.response().channelNames();
        for (int c = 0; c < channels.size(); c++) {
            node.put(channels.get(c), AllocationJson.units(micros.get(c)));
        }
    }

    private static void spread(Spread spread, ObjectNode node) {
        node.put("mean", spread.mean());
        node.put("p10", spread.p10());
        node.put("p90", spread.p90());
    }
}
