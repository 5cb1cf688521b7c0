package dev.sluice.trainer.command;

import dev.sluice.schemas.model.Drift;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.Identifiability;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import dev.sluice.schemas.model.ResponseCard.Roas;
import dev.sluice.schemas.model.ResponseCard.Spend;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.DatasetHash;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseDiagnostics;
import dev.sluice.trainer.response.ResponseDiagnostics.ChannelFindings;
import dev.sluice.trainer.response.ResponseDiagnostics.Gain;
import dev.sluice.trainer.response.ResponseFit;
import dev.sluice.trainer.response.ResponseModel;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The card of a response model. */
final class ResponseCards {
    private final ResponseCase of;
    private final ResponseFit fit;
    private final ResponseSettings settings;
    private final Dataset weeks;
    private final ResponseOptions options;

    /** @param weeks the trained weeks as rows of the file's inputs */
    ResponseCards(ResponseCase of, ResponseFit fit, ResponseSettings settings, Dataset weeks, ResponseOptions options) {
        this.of = of;
        this.fit = fit;
        this.settings = settings;
        this.weeks = weeks;
        this.options = options;
    }

    ModelCard card(ModelCard.Golden golden) {
        ResponseDiagnostics found = fit.diagnostics();
        ResponseCard section = section();
        String hash = DatasetHash.sha256(weeks);
        ModelCard.Learner learner = new ModelCard.Learner("response", learned());
        return new ModelCard(
                ModelCard.CURRENT,
                options.kind,
                CardWriter.version(
                        options.kind,
                        of.target(),
                        hash,
                        learner.toString(),
                        of.data().liftTests().toString(),
                        Long.toString(settings.seed()),
                        CardWriter.libraries().toString()),
                options.createdAt,
                new ModelCard.Target(of.target(), of.currency(), meaning()),
                new ModelCard.Training(
                        of.source() + (of.name().isEmpty() ? "" : ", " + of.name()),
                        hash,
                        of.data().size(),
                        of.data().weeks().getFirst().toString(),
                        of.data().weeks().getLast().toString(),
                        settings.seed()),
                learner,
                inputs(section),
                section.outputs(),
                new ModelCard.Interval(.8, found.rolling().model().get("coverage80"), "posterior predictive"),
                evaluation(found),
                new ModelCard.Verdict(ModelCard.Trust.valueOf(found.trust().name()), found.reason()),
                found.warnings().stream()
                        .map(warning -> new ModelCard.Warning(warning.code(), warning.text()))
                        .toList(),
                drift(),
                golden,
                CardWriter.libraries(),
                section);
    }

    private Map<String, Object> learned() {
        Map<String, Object> learned = new TreeMap<>();
        learned.put("lags", settings.lags());
        learned.put("draws", settings.draws());
        learned.put("chains", settings.chains());
        learned.put("warm_up", settings.warmUp());
        learned.put("iterations", settings.iterations());
        learned.put("lift_tests", of.data().liftTests().size());
        return learned;
    }

    private String meaning() {
        return options.kind.equals(ResponseCard.RESPONSE)
                ? "revenue of the week, all channels together"
                : "new customers of the week, all channels together";
    }

    private ResponseCard section() {
        ResponseModel model = fit.model();
        List<ResponseChannel> channels = new ArrayList<>();
        for (int c = 0; c < model.channels().size(); c++) {
            channels.add(channel(of.data(), c, fit.diagnostics().channels().get(c)));
        }
        return new ResponseCard(
                model.origin().toString(),
                model.weeks(),
                model.lags(),
                model.draws().size(),
                channels,
                model.controls());
    }

    private static ResponseChannel channel(ResponseData data, int c, ChannelFindings found) {
        double[] spend = data.spend()[c];
        double mean = Arrays.stream(spend).average().orElse(0);
        double variance = Arrays.stream(spend)
                .map(week -> (week - mean) * (week - mean))
                .average()
                .orElse(0);
        boolean spent = Double.isFinite(found.roasP5()) && Double.isFinite(found.roasP95());
        return new ResponseChannel(
                found.channel(),
                new Spend(
                        Arrays.stream(spend).min().orElse(0),
                        mean,
                        Arrays.stream(spend).max().orElse(0),
                        Math.sqrt(variance)),
                Identifiability.valueOf(found.identifiability().name()),
                found.codes(),
                found.sentence(),
                spent ? new Roas(found.roasP5(), found.roasP50(), found.roasP95()) : null);
    }

    private List<ModelCard.Input> inputs(ResponseCard section) {
        List<ModelCard.Input> inputs = new ArrayList<>();
        List<String> names = section.inputs();
        for (int i = 0; i < names.size(); i++) {
            double[] known = Arrays.stream(weeks.numbers()[i])
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            inputs.add(new ModelCard.Input(
                    names.get(i),
                    ModelCard.InputType.NUMBER,
                    unit(names.get(i)),
                    meaning(names.get(i), section),
                    List.of(),
                    Arrays.stream(known).min().orElse(0),
                    Arrays.stream(known).max().orElse(0)));
        }
        return inputs;
    }

    private String unit(String input) {
        return input.equals(ResponseCard.WEEK) ? "weeks" : input.startsWith("spend.") ? spendUnit() : "";
    }

    /** Revenue's own where the outcome is revenue. */
    private String spendUnit() {
        return options.kind.equals(ResponseCard.RESPONSE) ? of.currency() : "";
    }

    private static String meaning(String input, ResponseCard section) {
        if (input.equals(ResponseCard.WEEK)) {
            return "weeks since " + section.origin();
        }
        if (input.startsWith("control.")) {
            return "control; missing: its mean in training";
        }
        boolean planned =
                section.channels().stream().anyMatch(channel -> input.equals(ResponseCard.spend(channel.name())));
        return planned ? "planned spend of the week; missing: 0" : "spend that many weeks before; missing: 0";
    }

    private static ModelCard.Evaluation evaluation(ResponseDiagnostics found) {
        Map<String, Double> metrics = new LinkedHashMap<>(found.rolling().model());
        put(metrics, "fit_rmse", found.rmse());
        put(metrics, "fit_r2", found.r2());
        put(metrics, "media_r2", found.mediaR2());
        put(metrics, "media_evidence", found.mediaEvidence());
        put(metrics, "negative_baseline", found.negativeBaseline());
        List<ModelCard.Comparison> naive = new ArrayList<>();
        found.rolling().naive().forEach((name, of) -> {
            @Nullable Gain gain = found.rolling().gains().get(name);
            naive.add(
                    gain == null
                            ? new ModelCard.Comparison(name, of, 0, 0, 0)
                            : new ModelCard.Comparison(name, of, gain.mae(), gain.low(), gain.high()));
        });
        return new ModelCard.Evaluation(found.rolling().how(), found.rolling().weeks(), metrics, naive);
    }

    private static void put(Map<String, Double> metrics, String name, double value) {
        if (Double.isFinite(value)) {
            metrics.put(name, value);
        }
    }

    /** Of what a week's plan is, not of what lies before it. */
    private Map<String, ModelCard.Distribution> drift() {
        Map<String, ModelCard.Distribution> drift = new TreeMap<>();
        for (String channel : of.data().channels()) {
            String name = ResponseCard.spend(channel);
            drift.put(name, Drift.ofNumbers(weeks.numbers()[weeks.numberNames().indexOf(name)]));
        }
        return drift;
    }
}
