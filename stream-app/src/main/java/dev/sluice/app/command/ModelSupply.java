package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ModelMeters;
import dev.sluice.app.scoring.ModelFolderFeed;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelShelf;
import dev.sluice.app.scoring.ModelTopicFeed;
import dev.sluice.app.scoring.NoModels;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.app.scoring.ShelfListener;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The model shelf of a running app and what fills it: the models topic, and a folder where one is configured. */
final class ModelSupply implements AutoCloseable {
    private final Shelf shelf;
    private final List<Runnable> closings;

    private ModelSupply(Shelf shelf, List<Runnable> closings) {
        this.shelf = shelf;
        this.closings = closings;
    }

    /** A shelf that stays empty. */
    static ModelSupply none() {
        return new ModelSupply(new NoModels(), List.of());
    }

    /** Starts filling a shelf; returns at once. */
    static ModelSupply start(SluiceConfig config, ModelMeters meters) {
        ModelLoading loading = new ModelLoading(config.models().maxBytes(), ShelfListener.metered(meters));
        ModelShelf shelf = new ModelShelf(loading, InstantSource.system());
        ModelTopicFeed topic = ModelTopicFeed.start(
                () -> Connections.consumer(config),
                Topic.MODELS.fullName(config.cluster().topicPrefix()),
                shelf);
        Path path = config.models().path();
        if (path == null) {
            return new ModelSupply(shelf, List.of(topic::close, shelf::close));
        }
        ModelFolderFeed folder = ModelFolderFeed.start(path, shelf);
        return new ModelSupply(shelf, List.of(folder::close, topic::close, shelf::close));
    }

    Shelf shelf() {
        return shelf;
    }

    /** Stops filling, then unloads: no model may be loading when the process ends. */
    @Override
    public void close() {
        closings.forEach(Runnable::run);
    }
}
