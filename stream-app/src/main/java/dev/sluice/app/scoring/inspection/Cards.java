package dev.sluice.app.scoring.inspection;

import static dev.sluice.app.scoring.inspection.RefusedException.shown;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import dev.sluice.schemas.model.InvalidCardException;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Golden;
import dev.sluice.schemas.model.ModelCard.GoldenRow;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The card is there, can be read, and makes sense. */
final class Cards {
    /** A card that allows for more says nothing about a broken file. */
    private static final double GREATEST_TOLERANCE = 0.01;

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._:+-]{1,128}");

    private Cards() {}

    static ModelCard read(ModelProto model) throws RefusedException {
        List<String> cards = model.getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals(ModelCard.METADATA_KEY))
                .map(StringStringEntryProto::getValue)
                .toList();
        if (cards.size() != 1) {
            throw new RefusedException(
                    Code.CARD_MISSING,
                    "The file has " + (cards.isEmpty() ? "no" : "more than one") + " card in its metadata property "
                            + ModelCard.METADATA_KEY + "; `sluice train` writes one");
        }
        try {
            return ModelCard.fromJson(cards.getFirst());
        } catch (InvalidCardException e) {
            throw invalid(String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
        }
    }

    private static RefusedException invalid(String what) {
        return new RefusedException(Code.CARD_INVALID, what);
    }

    static void check(ModelCard card, Limits limits) throws RefusedException {
        if (!KIND.matcher(card.kind()).matches()
                || !VERSION.matcher(card.version()).matches()) {
            throw invalid("The card's kind is " + shown(card.kind()) + " and its version " + shown(card.version())
                    + "; letters, digits, dashes and underscores are allowed");
        }
        if (card.inputs().isEmpty() || card.inputs().size() > limits.inputs()) {
            throw invalid("The card declares " + card.inputs().size() + " inputs, allowed are 1 to " + limits.inputs());
        }
        checkNames(card);
        ResponseRules.check(card, limits);
        checkGolden(card, limits);
    }

    @SuppressWarnings("ConstantValue") // JSON may leave out what a record's component promises
    private static void checkNames(ModelCard card) throws RefusedException {
        Set<String> names = new HashSet<>();
        for (Input input : card.inputs()) {
            @Nullable Object name = input.name();
            @Nullable Object type = input.type();
            if (name == null || type == null || !names.add(input.name())) {
                throw invalid("The card has an input without a name or type, or the input "
                        + shown(String.valueOf(name)) + " twice");
            }
        }
        if (card.outputs().isEmpty()
                || card.outputs().size() > limitsOfOutputs()
                || new HashSet<>(card.outputs()).size() != card.outputs().size()) {
            throw invalid("The card's outputs are " + shown(card.outputs().toString())
                    + "; there must be some, each with a name of its own");
        }
    }

    private static int limitsOfOutputs() {
        return 1000;
    }

    private static void checkGolden(ModelCard card, Limits limits) throws RefusedException {
        Golden golden = card.golden();
        if (golden.rows().isEmpty()) {
            throw new RefusedException(
                    Code.GOLDEN_ROWS_MISSING, "The card has no golden rows, so nothing shows that the file works");
        }
        if (golden.rows().size() > limits.goldenRows()) {
            throw invalid("The card has " + golden.rows().size() + " golden rows, allowed are " + limits.goldenRows());
        }
        if (!(golden.tolerance() >= 0 && golden.tolerance() <= GREATEST_TOLERANCE)) {
            throw invalid(
                    "The golden rows' tolerance is " + golden.tolerance() + ", allowed is 0 to " + GREATEST_TOLERANCE);
        }
        for (GoldenRow row : golden.rows()) {
            boolean fits = row.numbers().size() == card.inputs(InputType.NUMBER).size()
                    && row.categories().size()
                            == card.inputs(InputType.CATEGORY).size()
                    && row.outputs().size() == card.outputs().size();
            if (!fits || !row.outputs().stream().filter(Objects::nonNull).allMatch(Double::isFinite)) {
                throw invalid("A golden row does not have the card's inputs and outputs, all outputs finite");
            }
        }
    }
}
