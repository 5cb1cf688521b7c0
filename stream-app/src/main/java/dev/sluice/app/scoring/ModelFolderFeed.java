package dev.sluice.app.scoring;

import dev.sluice.app.scoring.ModelLoading.Bytes;
import dev.sluice.app.scoring.ModelLoading.NotRead;
import dev.sluice.app.scoring.ShelfEntry.Source;
import dev.sluice.app.scoring.inspection.Announced;
import dev.sluice.app.scoring.inspection.ModelInspection.Accepted;
import dev.sluice.app.scoring.inspection.ModelInspection.Refused;
import dev.sluice.app.scoring.inspection.Refusal;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import dev.sluice.schemas.model.ModelCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a shelf from a folder's {@code .onnx} files, named as {@link ModelKey#ofFileName} says, or from one file, of
 * which the card says the kind and which is for all accounts unless its name says otherwise. Looks every second. A
 * model goes when its file does.
 *
 * <p>Has a thread of its own, on which files are inspected and loaded. A file that changes is read once it has stayed
 * the same from one look to the next: it may still be being copied.
 */
public final class ModelFolderFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFolderFeed.class);
    static final Duration USUAL_PAUSE = Duration.ofSeconds(1);

    /** What tells that a file is another than before without reading it. */
    private record Stamp(
            long size, FileTime changed, @Nullable Object inode) {}

    private record Seen(Stamp stamp, boolean read, String place) {}

    private final Path path;
    private final ModelShelf shelf;
    private final Duration pause;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private Map<Path, Seen> seen = new HashMap<>();

    private ModelFolderFeed(Path path, ModelShelf shelf, Duration pause) {
        this.path = path;
        this.shelf = shelf;
        this.pause = pause;
        this.thread = Thread.ofPlatform().daemon().name("sluice-models-folder").unstarted(this::run);
    }

    /** Starts looking at a folder or a file ({@code models.path}); it may come into being later. */
    public static ModelFolderFeed start(Path path, ModelShelf shelf) {
        return start(path, shelf, USUAL_PAUSE);
    }

    static ModelFolderFeed start(Path path, ModelShelf shelf, Duration pause) {
        ModelFolderFeed feed = new ModelFolderFeed(path, shelf, pause);
        feed.thread.start();
        return feed;
    }

    /** Whether what was there at the start has been offered to the shelf. */
    public boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Waits until what was there at the start has been offered to the shelf, at most so long; returns whether it was. */
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        String lastFault = "";
        try {
            do {
                try {
                    look();
                    lastFault = "";
                } catch (IOException | UncheckedIOException e) {
                    if (!e.toString().equals(lastFault)) {
                        LOG.warn("Models can't be read from {}: {}", path, e.toString());
                    }
                    lastFault = e.toString();
                }
                caughtUp.countDown();
            } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws IOException {
        Map<Path, Seen> now = new HashMap<>();
        for (Path file : files()) {
            if (closing.getCount() == 0) {
                return;
            }
            now.put(file, look(file));
        }
        seen = now;
        Set<String> names = new HashSet<>();
        now.values().forEach(file -> names.add(file.place()));
        shelf.keepOnly(Source.FOLDER, names);
    }

    private Set<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.exists(path) ? Set.of(path) : Set.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Seen look(Path file) throws IOException {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
        Stamp stamp = new Stamp(is.size(), is.lastModifiedTime(), is.fileKey());
        Seen before = seen.get(file);
        boolean same = before != null && before.stamp().equals(stamp);
        if (before != null && same && before.read()) {
            return before;
        }
        // A refused file must not drive out the model that it was to replace.
        String place = before == null ? place(file) : before.place();
        boolean first = caughtUp.getCount() > 0;
        return first || same ? new Seen(stamp, true, offer(file, place)) : new Seen(stamp, false, place);
    }

    /** Whether the card, not the name, says where it belongs. */
    private boolean namedByCard(Path file) {
        return file.equals(path) && !String.valueOf(file.getFileName()).contains("__");
    }

    private String place(Path file) {
        String name = String.valueOf(file.getFileName());
        return namedByCard(file)
                ? name
                : ModelKey.ofFileName(name).map(ModelKey::toString).orElse(name);
    }

    /** Offers the file; returns its place on the shelf. */
    private String offer(Path file, String place) {
        switch (shelf.loading().read(file)) {
            case NotRead(Refusal refusal) -> shelf.refuse(Source.FOLDER, place, refusal);
            case Bytes(byte[] bytes) -> {
                if (namedByCard(file)) {
                    return offerByCard(bytes, place);
                }
                ModelKey.ofFileName(String.valueOf(file.getFileName()))
                        .ifPresentOrElse(
                                key -> shelf.offer(Source.FOLDER, key, bytes, Announced.NOTHING),
                                () -> shelf.refuse(Source.FOLDER, place, noName(place)));
            }
        }
        return place;
    }

    private String offerByCard(byte[] bytes, String place) {
        switch (shelf.loading().readCard(bytes)) {
            case Refused(Refusal refusal) -> shelf.refuse(Source.FOLDER, place, refusal);
            case Accepted(ModelCard card, String _) -> {
                ModelKey key = new ModelKey(ModelKey.ALL, card.kind(), null);
                shelf.offer(Source.FOLDER, key, bytes, Announced.NOTHING);
                return key.toString();
            }
        }
        return place;
    }

    private static Refusal noName(String name) {
        return new Refusal(
                Code.UNREADABLE,
                "The file is called '" + name + "', must be KIND.onnx, ACCOUNT__KIND.onnx or, for a shadow,"
                        + " ACCOUNT__KIND#NAME.onnx, as in " + List.of("cac.onnx", "acme-eu__roas.onnx"));
    }

    /** Stops looking; returns when nothing is being loaded any more. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
