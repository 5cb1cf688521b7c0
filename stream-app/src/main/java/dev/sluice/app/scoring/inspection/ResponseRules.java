package dev.sluice.app.scoring.inspection;

import static dev.sluice.app.scoring.inspection.RefusedException.shown;

import dev.sluice.app.scoring.inspection.Refusal.Code;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import dev.sluice.schemas.model.ResponseCard.Roas;
import dev.sluice.schemas.model.ResponseCard.Spend;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** A response model's card makes sense: its kind, its section, and the inputs and outputs that follow from it. */
final class ResponseRules {
    private static final int MOST_DRAWS = 10_000;
    private static final int MOST_LAGS = 104;
    private static final int MOST_WEEKS = 10_000;

    private ResponseRules() {}

    static void check(ModelCard card, Limits limits) throws RefusedException {
        ResponseCard response = card.response();
        if (ResponseCard.isKind(card.kind()) != (response != null)) {
            throw invalid(
                    response == null
                            ? "A card of kind " + card.kind() + " must have a response section"
                            : "A card of kind " + shown(card.kind()) + " has a response section; the kinds of such are "
                                    + ResponseCard.RESPONSE + " and " + ResponseCard.RESPONSE_CUSTOMERS);
        }
        if (response != null) {
            checkSizes(response, limits);
            checkChannels(response);
            checkNames(card, response);
        }
    }

    private static void checkSizes(ResponseCard response, Limits limits) throws RefusedException {
        within("weeks", response.weeks(), 1, MOST_WEEKS);
        within("lags", response.lags(), 0, MOST_LAGS);
        within("draws", response.draws(), 1, MOST_DRAWS);
        within("channels", response.channels().size(), 1, limits.inputs());
        within("controls", response.controls().size(), 0, limits.inputs());
        try {
            LocalDate.parse(response.origin());
        } catch (DateTimeException e) {
            throw invalid("The response section's origin is " + shown(response.origin()) + ", not a date");
        }
    }

    private static void within(String what, int value, int least, int most) throws RefusedException {
        if (value < least || value > most) {
            throw invalid("The response section has " + value + " " + what + ", allowed are " + least + " to " + most);
        }
    }

    @SuppressWarnings("ConstantValue") // JSON may leave out what a record's component promises
    private static void checkChannels(ResponseCard response) throws RefusedException {
        Set<String> names = new HashSet<>();
        for (ResponseChannel channel : response.channels()) {
            @Nullable Object name = channel.name();
            @Nullable Object spend = channel.spend();
            @Nullable Object identifiability = channel.identifiability();
            if (name == null || spend == null || identifiability == null || channel.sentence() == null) {
                throw invalid("A channel of the response section lacks its name, spend, identifiability or sentence");
            }
            if (!names.add(channel.name()) || !finite(channel)) {
                throw invalid("The response section has the channel " + shown(channel.name())
                        + " twice, or with numbers that are not finite");
            }
        }
    }

    private static boolean finite(ResponseChannel channel) {
        Spend spend = channel.spend();
        Roas roas = channel.roas();
        return DoubleStream.of(spend.min(), spend.mean(), spend.max(), spend.sd())
                        .allMatch(Double::isFinite)
                && (roas == null
                        || DoubleStream.of(roas.p5(), roas.p50(), roas.p95()).allMatch(Double::isFinite));
    }

    private static void checkNames(ModelCard card, ResponseCard response) throws RefusedException {
        List<String> inputs = card.inputs(InputType.NUMBER).stream()
                .map(Input::name)
                .filter(Objects::nonNull)
                .toList();
        if (!inputs.equals(response.inputs())
                || !card.inputs(InputType.CATEGORY).isEmpty()) {
            throw invalid("The card's inputs are not those that follow from its response section, which are "
                    + shown(response.inputs().toString()));
        }
        if (!card.outputs().equals(response.outputs())) {
            throw invalid("The card's outputs are not those that follow from its response section, which are "
                    + shown(response.outputs().toString()));
        }
    }

    private static RefusedException invalid(String what) {
        return new RefusedException(Code.CARD_INVALID, what);
    }
}
