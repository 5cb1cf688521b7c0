package dev.sluice.schemas.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of itself: JSON in the metadata property {@value #METADATA_KEY} of its ONNX file. What the card does
 * not declare, the app does not feed.
 *
 * <p>The graph's contract: input {@value #NUMBERS}, float32 [rows, number inputs], NaN is missing; input
 * {@value #CATEGORIES}, string [rows, category inputs], the empty string is missing; each is there only if the card
 * declares an input of its type, in the card's order. Output {@value #PREDICTION}, float32 [rows, outputs], in the
 * order of {@link #outputs()}.
 *
 * @param cardVersion version of this contract, {@value #CURRENT}
 * @param kind what the model predicts, such as {@code cac}, {@code roas}, {@code ltv}, {@code gmv}
 * @param version the model's own version; a hash of data, settings and seed, so that the same training has the same
 * @param createdAt ISO 8601 instant, where the training was told one; null keeps the file reproducible
 * @param outputs names of the output's columns: {@code mean}, {@code p10}, {@code p50}, {@code p90}
 * @param evaluation how it did on rows it has never seen, beside naive baselines
 * @param warnings what the trainer found suspicious
 * @param drift how the inputs were distributed in training, by input name
 * @param golden rows with the outputs they must give
 * @param libraries versions of what made the file
 * @param response of a response model, which has two more outputs; null of all others
 */
public record ModelCard(
        int cardVersion,
        String kind,
        String version,
        @Nullable String createdAt,
        Target target,
        Training training,
        Learner learner,
        List<Input> inputs,
        List<String> outputs,
        Interval interval,
        Evaluation evaluation,
        Verdict verdict,
        List<Warning> warnings,
        Map<String, Distribution> drift,
        Golden golden,
        Map<String, String> libraries,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ResponseCard response) {

    public static final int CURRENT = 1;
    /** Key of the ONNX file's metadata property that holds the card. */
    public static final String METADATA_KEY = "sluice.card";

    public static final String NUMBERS = "numbers";
    public static final String CATEGORIES = "categories";
    public static final String PREDICTION = "prediction";
    /** The outputs of a model with intervals. */
    public static final List<String> QUANTILE_OUTPUTS = List.of("mean", "p10", "p50", "p90");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    @JsonCreator
    public ModelCard {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(learner, "learner");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(golden, "golden");
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        warnings = List.copyOf(warnings);
        drift = copy(drift);
        libraries = copy(libraries);
    }

    /** The card of a model that is no response model. */
    public ModelCard(
            int cardVersion,
            String kind,
            String version,
            @Nullable String createdAt,
            Target target,
            Training training,
            Learner learner,
            List<Input> inputs,
            List<String> outputs,
            Interval interval,
            Evaluation evaluation,
            Verdict verdict,
            List<Warning> warnings,
            Map<String, Distribution> drift,
            Golden golden,
            Map<String, String> libraries) {
        this(
                cardVersion,
                kind,
                version,
                createdAt,
                target,
                training,
                learner,
                inputs,
                outputs,
                interval,
                evaluation,
                verdict,
                warnings,
                drift,
                golden,
                libraries,
                null);
    }

    private static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * What is predicted.
     *
     * @param unit such as {@code EUR}, {@code ratio}
     */
    public record Target(String name, String unit, String meaning) {}

    /**
     * What it learned from.
     *
     * @param source file or topic
     * @param dataSha256 hash of the rows that were learned from and tested on, as hex
     * @param rows how many rows there were, test rows included
     * @param from first date, ISO 8601; null where rows have none
     * @param to last date
     */
    public record Training(
            String source,
            String dataSha256,
            int rows,
            @Nullable String from,
            @Nullable String to,
            long seed) {}

    /** The learner and what the search chose for it. */
    public record Learner(String name, Map<String, Object> settings) {
        public Learner {
            settings = copy(settings);
        }
    }

    /** Type of an input. */
    public enum InputType {
        @JsonProperty("number")
        NUMBER,
        @JsonProperty("category")
        CATEGORY
    }

    /**
     * An input, in the order in which it is fed among those of its type.
     *
     * @param allowed the categories seen in training; empty for numbers. Others are fed, too, and count as unknown
     * @param min smallest number seen in training; null for categories
     * @param max greatest
     */
    public record Input(
            String name,
            InputType type,
            String unit,
            String meaning,
            List<String> allowed,
            @Nullable Double min,
            @Nullable Double max) {
        public Input {
            allowed = List.copyOf(allowed);
        }
    }

    /**
     * The interval from p10 to p90.
     *
     * @param nominal share of outcomes that it should hold
     * @param measured share that it held on the test rows; null without any
     * @param method such as {@code conformal-residual}, {@code conformal-quantile}
     */
    public record Interval(double nominal, @Nullable Double measured, String method) {}

    /**
     * Judgement on rows that took no part in choosing or fitting.
     *
     * @param split how the test rows were taken, in words
     * @param metrics by name: {@code mae}, {@code rmse}, {@code mape}, {@code mase}, {@code r2}, {@code pinball},
     *     {@code coverage}; absent where undefined
     */
    public record Evaluation(String split, int testRows, Map<String, Double> metrics, List<Comparison> baselines) {
        public Evaluation {
            metrics = copy(metrics);
            baselines = List.copyOf(baselines);
        }
    }

    /**
     * A naive forecast on the same rows.
     *
     * @param maeGain the baseline's mean absolute error less the model's: positive where the model is better; over the rows'
     *     levels where the metrics have {@code relative_mae}
     * @param low lower end of the gain's 95 % bootstrap interval
     * @param high upper end
     */
    public record Comparison(String name, Map<String, Double> metrics, double maeGain, double low, double high) {
        public Comparison {
            metrics = copy(metrics);
        }
    }

    /** How far a prediction may be believed. */
    public enum Trust {
        TRUSTED,
        DIRECTIONAL,
        NO_BETTER_THAN_BASELINE
    }

    /** The judgement, with its reason in one sentence. */
    public record Verdict(Trust trust, String reason) {}

    /** Something suspicious, such as {@code LEAK}, {@code DRIFT}, {@code FEW_ROWS}. */
    public record Warning(String code, String text) {}

    /**
     * An input's distribution in training: shares of bins (numbers) or of categories; the missing have a share of their
     * own.
     *
     * @param edges inner bin edges, ascending; a number x is in bin i when edges[i-1] &lt; x &le; edges[i]. Empty for
     *     categories
     * @param categories names of the shares; empty for numbers
     * @param shares one more than edges, or as many as categories
     */
    public record Distribution(List<Double> edges, List<String> categories, List<Double> shares, double missing) {
        public Distribution {
            edges = List.copyOf(edges);
            categories = List.copyOf(categories);
            shares = List.copyOf(shares);
        }
    }

    /** Rows that tell a broken file or runtime: each must give its outputs, within the relative tolerance. */
    public record Golden(double tolerance, List<GoldenRow> rows) {
        public Golden {
            rows = List.copyOf(rows);
        }
    }

    /** One of them; a null is a missing input. */
    public record GoldenRow(List<@Nullable Double> numbers, List<@Nullable String> categories, List<Double> outputs) {
        public GoldenRow {
            numbers = Collections.unmodifiableList(new ArrayList<>(numbers));
            categories = Collections.unmodifiableList(new ArrayList<>(categories));
            outputs = List.copyOf(outputs);
        }
    }

    /** The inputs of one type, in their order. */
    public List<Input> inputs(InputType type) {
        return inputs.stream().filter(input -> input.type() == type).toList();
    }

    /** As JSON, always the same bytes for the same card. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a card must be writable", e);
        }
    }

    /**
     * Reads a card.
     *
     * @throws InvalidCardException where it is no JSON, lacks something, or is of a version this code does not know
     */
    public static ModelCard fromJson(String json) throws InvalidCardException {
        ModelCard card;
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree instanceof ObjectNode object && !object.has("response")) {
                object.putNull("response"); // cards that know nothing of it stay as valid as they are
            }
            card = JSON.treeToValue(tree, ModelCard.class);
        } catch (JsonProcessingException e) {
            throw new InvalidCardException("The card can't be read: " + e.getOriginalMessage());
        }
        return check(card);
    }

    private static ModelCard check(@Nullable ModelCard card) throws InvalidCardException {
        if (card == null) {
            throw new InvalidCardException("The card is empty");
        }
        if (card.cardVersion != CURRENT) {
            throw new InvalidCardException(
                    "The card is of version " + card.cardVersion + ", this Sluice knows " + CURRENT);
        }
        return card;
    }
}
