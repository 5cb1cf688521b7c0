package dev.sluice.app.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models out of a folder or a file. */
final class ModelFolderFeedTest {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path folder;
    private final ModelShelf shelf =
            new ModelShelf(new ModelLoading(1 << 20, ShelfListener.none()), InstantSource.system());

    ModelFolderFeedTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void nothingLeaks() {
        shelf.close();
        assertThat(LoadedModel.OPEN).hasValue(0);
    }

    private void write(String name, String kind, String version) throws IOException {
        Files.write(
                folder.resolve(name), OnnxFiles.linear(kind, version, 5).build().toByteArray());
    }

    private ModelFolderFeed start(Path path) throws InterruptedException {
        ModelFolderFeed feed = ModelFolderFeed.start(path, shelf, PAUSE);
        assertThat(feed.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
        return feed;
    }

    private String version(String account, String kind) {
        Optional<Scorer> live = shelf.live(account, kind);
        try (Scorer scorer = live.orElse(null)) {
            return scorer == null ? "none" : scorer.card().version();
        }
    }

    private void becomes(String account, String kind, String version) {
        await().atMost(Duration.ofSeconds(10)).until(() -> version(account, kind), version::equals);
    }

    @Test
    void aFilesNameSaysWhereItsModelBelongs() throws Exception {
        write("cac.onnx", "cac", "all");
        write("acme-eu__cac.onnx", "cac", "own");
        write("acme__eu__roas.onnx", "roas", "underscores");
        write("acme__cac#next.onnx", "cac", "shadow");
        write("notes.txt", "cac", "ignored");
        write("Bad Name.onnx", "cac", "bad");
        write("gmv.onnx", "cac", "other kind");
        try (ModelFolderFeed _ = start(folder)) {
            assertThat(version("x", "cac")).isEqualTo("all");
            assertThat(version("acme-eu", "cac")).isEqualTo("own");
            assertThat(version("acme__eu", "roas")).isEqualTo("underscores");
            List<Scorer> shadows = shelf.shadows("acme", "cac");
            assertThat(shadows).hasSize(1);
            shadows.forEach(Scorer::close);
            assertThat(shelf.status())
                    .filteredOn(e -> e.refused() != null)
                    .extracting(ShelfEntry::key)
                    .containsExactly("*/gmv", "Bad Name.onnx");
        }
    }

    @Test
    void aChangedFileIsTakenARefusedOneIsNotAndAModelGoesWithItsFile() throws Exception {
        try (ModelFolderFeed _ = start(folder)) {
            write("cac.onnx", "cac", "v1");
            becomes("x", "cac", "v1");
            write("cac.onnx", "cac", "v2");
            becomes("x", "cac", "v2");
            Files.writeString(folder.resolve("cac.onnx"), "broken");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> shelf.status().getFirst().refused() != null);
            assertThat(shelf.status().getFirst().refused()).isNotNull().matches(r -> r.code() == Code.NOT_ONNX);
            assertThat(version("x", "cac")).isEqualTo("v2");
            Files.delete(folder.resolve("cac.onnx"));
            becomes("x", "cac", "none");
            assertThat(shelf.status()).isEmpty();
        }
    }

    @Test
    void aSingleFileMayHaveAnyNameBecauseItsCardSaysTheKind() throws Exception {
        Path file = folder.resolve("My Model.onnx");
        write("My Model.onnx", "roas", "v1");
        try (ModelFolderFeed _ = start(file)) {
            assertThat(version("x", "roas")).isEqualTo("v1");
            Files.writeString(file, "broken");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> shelf.status().getFirst().refused() != null);
            assertThat(version("x", "roas")).isEqualTo("v1");
        }
    }

    @Test
    void aFolderMayComeIntoBeingLater() throws Exception {
        Path later = folder.resolve("later");
        try (ModelFolderFeed _ = start(later)) {
            Files.createDirectory(later);
            write("later/cac.onnx", "cac", "v1");
            becomes("x", "cac", "v1");
        }
    }
}
