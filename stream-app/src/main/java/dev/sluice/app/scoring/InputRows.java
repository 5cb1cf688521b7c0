package dev.sluice.app.scoring;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a model wants them: its numbers [row][number input] and its categories [row][category input], flat and in the
 * card's order. What the card does not declare is not fed; what a row does not have is missing (NaN, the empty string).
 */
public final class InputRows {
    private final List<Input> numberInputs;
    private final List<Input> categoryInputs;
    private final float[] numbers;
    private final String[] categories;
    private int size;

    /**
     * Makes room.
     *
     * @param capacity most rows there will be
     */
    public InputRows(ModelCard card, int capacity) {
        this.numberInputs = card.inputs(InputType.NUMBER);
        this.categoryInputs = card.inputs(InputType.CATEGORY);
        this.numbers = new float[capacity * numberInputs.size()];
        this.categories = new String[capacity * categoryInputs.size()];
    }

    /** Adds a row, by the names of the card's inputs. */
    public void add(Map<String, @Nullable Double> numberValues, Map<String, @Nullable String> categoryValues) {
        int at = size * numberInputs.size();
        for (Input input : numberInputs) {
            Double value = numberValues.get(input.name());
            numbers[at++] = value == null ? Float.NaN : value.floatValue();
        }
        at = size * categoryInputs.size();
        for (Input input : categoryInputs) {
            categories[at++] = Objects.requireNonNullElse(categoryValues.get(input.name()), "");
        }
        size++;
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    float[] numbers() {
        return numbers;
    }

    String[] categories() {
        return categories;
    }
}
