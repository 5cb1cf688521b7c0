package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.trainer.command.ResponseLearning;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.Optional;

/** The trainer's response model, judged and with its card, as {@code sluice train response} writes it. */
final class ResponseTrainer implements Trainer {
    private static final int LAGS = 12;
    private static final int DRAWS = 200;
    /** Half the chains of a single training and shorter ones: who trains a thousand times can't wait for the last digit. */
    private static final int CHAINS = 2;

    private static final int WARM_UP = 250;
    private static final int ITERATIONS = 400;

    @Override
    public Optional<byte[]> train(WeeklyHistory history, long seed) {
        ResponseSettings settings = new ResponseSettings(LAGS, DRAWS, CHAINS, WARM_UP, ITERATIONS, seed);
        try {
            return Optional.of(ResponseLearning.file(
                    Histories.responseData(history), settings, ResponseCard.RESPONSE, "weeks in memory"));
        } catch (TableException e) {
            return Optional.empty();
        }
    }
}
