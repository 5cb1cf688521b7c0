package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ModelMeters;
import dev.sluice.app.scoring.ModelFolderFeed;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelShelf;
import dev.sluice.app.scoring.ModelTopicFeed;
import dev.sluice.app.scoring.NoModels;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.app.scoring.ShelfEntry;
import dev.sluice.app.scoring.ShelfListener;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The model shelf of a running app and what fills it: the models topic, and a folder where one is configured. */
final class ModelSupply implements AutoCloseable {
    /** A shelf, and whether its feeds have brought what there was at the start. */
    private record Supplied(Shelf shelf, BooleanSupplier filled) implements Shelf {
        @Override
        public Optional<Scorer> live(String account, String kind) {
            return shelf.live(account, kind);
        }

        @Override
        public List<Scorer> shadows(String account, String kind) {
            return shelf.shadows(account, kind);
        }

        @Override
        public long changes() {
            return shelf.changes();
        }

        @Override
        public List<ShelfEntry> status() {
            return shelf.status();
        }

        @Override
        public boolean isFilled() {
            return filled.getAsBoolean();
        }
    }

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
            return new ModelSupply(new Supplied(shelf, topic::caughtUp), List.of(topic::close, shelf::close));
        }
        ModelFolderFeed folder = ModelFolderFeed.start(path, shelf);
        return new ModelSupply(
                new Supplied(shelf, () -> topic.caughtUp() && folder.caughtUp()),
                List.of(folder::close, topic::close, shelf::close));
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
