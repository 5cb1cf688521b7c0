package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.List;

/** A way to learn. Stateless; the same rows, settings and seed give the same model, bit for bit. */
public interface Learner {
    /** Its name on the command line and in cards, such as {@code forest}. */
    String name();

    /**
     * The settings worth trying, the default first.
     *
     * @param rows how many training rows there are
     */
    List<Settings> grid(int rows);

    /**
     * Learns. Everything that is fitted (pre-processing too) is fitted on these rows alone.
     *
     * @throws CannotLearnException where these rows can't be learned from, with the reason
     */
    Fitted fit(Dataset rows, Settings settings, long seed) throws CannotLearnException;

    /**
     * What it learns targets of these rows relative to.
     *
     * @throws CannotLearnException where no row has a level
     */
    default Level level(Dataset rows) throws CannotLearnException {
        return Level.NONE;
    }
}
