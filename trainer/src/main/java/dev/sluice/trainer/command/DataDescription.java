package dev.sluice.trainer.command;

import dev.sluice.schemas.model.FeatureCatalogue.Feature;
import dev.sluice.schemas.model.ModelCard;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known of the data that a model learns from, for its card.
 *
 * @param source file or topic
 * @param inputs the unit and meaning of an input, where they are known
 */
record DataDescription(String source, ModelCard.Target target, Function<String, Optional<Feature>> inputs) {

    /** Of data whose columns nobody describes. */
    static DataDescription plain(String source, ModelCard.Target target) {
        return new DataDescription(source, target, name -> Optional.empty());
    }
}
