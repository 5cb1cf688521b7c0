package dev.sluice.app.scoring;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Distribution;
import dev.sluice.schemas.model.ModelCard.Evaluation;
import dev.sluice.schemas.model.ModelCard.Golden;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ModelCard.Interval;
import dev.sluice.schemas.model.ModelCard.Learner;
import dev.sluice.schemas.model.ModelCard.Target;
import dev.sluice.schemas.model.ModelCard.Training;
import dev.sluice.schemas.model.ModelCard.Trust;
import dev.sluice.schemas.model.ModelCard.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A shelf of small models in plain Java: each predicts one of its inputs times a factor, with an interval of a fifth on
 * either side. Counts loans, so that a test sees that each comes back.
 */
public final class TinyModels implements Shelf {
    /** What a model does with a number; NaN and exceptions are its own affair. */
    @FunctionalInterface
    public interface Rule {
        float apply(float input);
    }

    private record Model(ModelCard card, Rule rule) {}

    private final Map<String, Model> live = new TreeMap<>();
    private final Map<String, Model> shadows = new TreeMap<>();
    private int loans;
    private int batches;
    private int rows;
    private long changes;

    /** Puts a model on the shelf, in the place of the one before. */
    public TinyModels put(String account, String kind, String version, String input, Rule rule) {
        live.put(account + "/" + kind, new Model(card(kind, version, input, Map.of()), rule));
        changes++;
        return this;
    }

    public TinyModels putShadow(String account, String kind, String version, String input, Rule rule) {
        shadows.put(account + "/" + kind, new Model(card(kind, version, input, Map.of()), rule));
        changes++;
        return this;
    }

    static ModelCard card(String kind, String version, String input, Map<String, Distribution> drift) {
        return new ModelCard(
                ModelCard.CURRENT,
                kind,
                version,
                null,
                new Target(kind, "unit", "Tiny."),
                new Training("none", "", 0, null, null, 1),
                new Learner("tiny", Map.of()),
                List.of(
                        new Input("channel", InputType.CATEGORY, "name", "The channel.", List.of(), null, null),
                        new Input(input, InputType.NUMBER, "unit", "What it goes by.", List.of(), null, null)),
                ModelCard.QUANTILE_OUTPUTS,
                new Interval(0.8, null, "none"),
                new Evaluation("none", 0, Map.of(), List.of()),
                new Verdict(Trust.DIRECTIONAL, "Tiny."),
                List.of(),
                drift,
                new Golden(0, List.of()),
                Map.of());
    }

    @Override
    public Optional<Scorer> live(String account, String kind) {
        return find(live, account, kind).map(this::lend);
    }

    @Override
    public List<Scorer> shadows(String account, String kind) {
        List<Scorer> lent = new ArrayList<>();
        find(shadows, account, kind).map(this::lend).ifPresent(lent::add);
        return lent;
    }

    @Override
    public long changes() {
        return changes;
    }

    private static Optional<Model> find(Map<String, Model> models, String account, String kind) {
        Model own = models.get(account + "/" + kind);
        return Optional.ofNullable(own == null ? models.get("*/" + kind) : own);
    }

    /** Loans that are out. */
    public int loans() {
        return loans;
    }

    public int batches() {
        return batches;
    }

    public int rows() {
        return rows;
    }

    private Scorer lend(Model model) {
        loans++;
        return new Scorer() {
            private boolean open = true;

            @Override
            public ModelCard card() {
                return model.card;
            }

            @Override
            public String sha256() {
                return model.card.kind() + model.card.version();
            }

            @Override
            public float[] score(InputRows in) {
                if (!open) {
                    throw new IllegalStateException("used after it was given back");
                }
                batches++;
                rows += in.size();
                float[] out = new float[4 * in.size()];
                for (int i = 0; i < in.size(); i++) {
                    float p50 = model.rule.apply(in.numbers()[i]);
                    out[4 * i] = p50;
                    out[4 * i + 1] = p50 * 0.8f;
                    out[4 * i + 2] = p50;
                    out[4 * i + 3] = p50 * 1.2f;
                }
                return out;
            }

            @Override
            public void close() {
                if (!open) {
                    throw new IllegalStateException("given back twice");
                }
                open = false;
                loans--;
            }
        };
    }
}
