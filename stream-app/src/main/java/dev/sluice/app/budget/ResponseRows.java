package dev.sluice.app.budget;

import dev.sluice.app.scoring.InputRows;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows as a response model wants them: a week's spend by channel, the spend of the weeks before, and which week it is. */
final class ResponseRows {
    /** What is spent on a channel in a week (the epoch day of its Monday), in currency units. */
    @FunctionalInterface
    interface Spend {
        double of(String channel, int week);
    }

    private final ResponseCard response;
    private final int origin;
    private final InputRows rows;

    /**
     * Makes room.
     *
     * @param capacity most rows there will be
     */
    ResponseRows(ModelCard card, int capacity) {
        this.response = Objects.requireNonNull(card.response(), "a response model says what it is of");
        this.origin = (int) LocalDate.parse(response.origin()).toEpochDay();
        this.rows = new InputRows(card, capacity);
    }

    /** Adds a week's row; controls are at their mean in training. */
    void add(int week, Spend spend) {
        Map<String, @Nullable Double> numbers = new HashMap<>();
        for (String channel : response.channelNames()) {
            for (int lag = 0; lag <= response.lags(); lag++) {
                numbers.put(ResponseCard.spend(channel, lag), spend.of(channel, week - 7 * lag));
            }
        }
        numbers.put(ResponseCard.WEEK, weekNumber(week));
        rows.add(numbers, Map.of());
    }

    /** A week (the epoch day of its Monday), counted from the model's origin. */
    double weekNumber(int week) {
        return (week - origin) / 7.0;
    }

    InputRows rows() {
        return rows;
    }
}
