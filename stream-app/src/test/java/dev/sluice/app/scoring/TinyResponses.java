package dev.sluice.app.scoring;

import dev.sluice.schemas.model.ModelCard;
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
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.Identifiability;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import dev.sluice.schemas.model.ResponseCard.Roas;
import dev.sluice.schemas.model.ResponseCard.Spend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shelf with a response model in plain Java that has the contract of the real ones: channels whose effect saturates,
 * with a little carry-over, and draws around the truth. Counts loans, so that a test sees that each comes back.
 */
public final class TinyResponses implements Shelf {
    private static final int LAGS = 2;
    private static final int DRAWS = 40;
    private static final double[] CARRY_OVER = {0.6, 0.3, 0.1};
    private static final double BASELINE = 5_000;

    /** top x spend / (spend + half), known up to a share of noise. */
    private record Channel(double top, double half, double noise) {
        double at(double adstocked, int draw) {
            double wobble = 1 + noise * (2.0 * draw / (DRAWS - 1) - 1);
            return wobble * top * adstocked / (adstocked + half);
        }
    }

    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private String version = "";
    private int loans;
    private int asked;
    private long changes;
    private boolean filled = true;
    private boolean broken;

    /** A channel of the model; the model is on the shelf once it has a version. */
    public TinyResponses channel(String name, double top, double half, double noise) {
        channels.put(name, new Channel(top, half, noise));
        return this;
    }

    public TinyResponses publish(String newVersion) {
        version = newVersion;
        changes++;
        return this;
    }

    /** From now on the model throws, as a faulty one would. */
    public void fail(boolean failing) {
        broken = failing;
    }

    /** Whether what is to be there has come. */
    public void filled(boolean isFilled) {
        filled = isFilled;
    }

    /** Loans that are out. */
    public int loans() {
        return loans;
    }

    /** Batches that were asked for. */
    public int asked() {
        return asked;
    }

    @Override
    public Optional<Scorer> live(String account, String kind) {
        return kind.equals(ResponseCard.RESPONSE) && !version.isEmpty() ? Optional.of(lend()) : Optional.empty();
    }

    @Override
    public List<Scorer> shadows(String account, String kind) {
        return List.of();
    }

    @Override
    public long changes() {
        return changes;
    }

    @Override
    public boolean isFilled() {
        return filled;
    }

    private ModelCard card() {
        List<ResponseChannel> described = new ArrayList<>();
        channels.keySet()
                .forEach(name -> described.add(new ResponseChannel(
                        name,
                        new Spend(0, 800, 2_000, 300),
                        Identifiability.IDENTIFIED,
                        List.of(),
                        "",
                        new Roas(1, 2, 3))));
        ResponseCard response = new ResponseCard("2025-01-06", 60, LAGS, DRAWS, described, List.of());
        List<Input> inputs = response.inputs().stream()
                .map(name -> new Input(name, InputType.NUMBER, "unit", "Tiny.", List.of(), null, null))
                .toList();
        return new ModelCard(
                ModelCard.CURRENT,
                ResponseCard.RESPONSE,
                version,
                null,
                new Target("revenue", "currency", "Tiny."),
                new Training("none", "", 60, null, null, 1),
                new Learner("tiny", Map.of()),
                inputs,
                response.outputs(),
                new Interval(0.8, null, "none"),
                new Evaluation("none", 0, Map.of(), List.of()),
                new Verdict(Trust.TRUSTED, "Tiny."),
                List.of(),
                Map.of(),
                new Golden(0, List.of()),
                Map.of(),
                response);
    }

    private Responses respond(ModelCard card, InputRows in) {
        asked++;
        if (broken) {
            throw new IllegalStateException("the tiny model is broken");
        }
        int numbers = card.inputs().size();
        int outputs = card.outputs().size();
        float[] prediction = new float[in.size() * outputs];
        float[] incremental = new float[in.size() * channels.size() * DRAWS];
        for (int row = 0; row < in.size(); row++) {
            double media = 0;
            int c = 0;
            for (Channel channel : channels.values()) {
                double mean = 0;
                double adstocked = adstocked(in.numbers(), row * numbers, c);
                for (int s = 0; s < DRAWS; s++) {
                    double brings = channel.at(adstocked, s);
                    incremental[(row * channels.size() + c) * DRAWS + s] = (float) brings;
                    mean += brings / DRAWS;
                }
                prediction[row * outputs + 5 + c] = (float) mean;
                media += mean;
                c++;
            }
            double mean = BASELINE + media;
            double[] totals = {BASELINE, mean, 0.9 * mean, mean, 1.1 * mean};
            for (int i = 0; i < totals.length; i++) {
                prediction[row * outputs + i] = (float) totals[i];
            }
        }
        return new Responses(prediction, incremental, new float[DRAWS * channels.size() * (LAGS + 1)]);
    }

    private double adstocked(float[] numbers, int row, int channel) {
        double sum = CARRY_OVER[0] * numbers[row + channel];
        for (int lag = 1; lag <= LAGS; lag++) {
            sum += CARRY_OVER[lag] * numbers[row + channels.size() + channel * LAGS + lag - 1];
        }
        return sum;
    }

    private Scorer lend() {
        loans++;
        ModelCard card = card();
        return new Scorer() {
            private boolean open = true;

            @Override
            public ModelCard card() {
                return card;
            }

            @Override
            public String sha256() {
                return "tiny-" + card.version();
            }

            @Override
            public float[] score(InputRows rows) {
                return respond(rows).prediction();
            }

            @Override
            public Responses respond(InputRows rows) {
                if (!open) {
                    throw new IllegalStateException("used after it was given back");
                }
                return TinyResponses.this.respond(card, rows);
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
