package dev.sluice.app.command;

import static dev.sluice.app.command.CommandLineFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.sluice.app.command.CommandLineFixture.Ran;
import dev.sluice.app.command.CommandLineFixture.World;
import dev.sluice.app.scoring.InputRows;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelShelf;
import dev.sluice.app.scoring.ModelTopicFeed;
import dev.sluice.app.scoring.OnnxFiles;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.ShelfEntry;
import dev.sluice.app.scoring.ShelfListener;
import dev.sluice.app.scoring.inspection.ModelInspection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice model}, on real files and a real broker. */
@SuppressWarnings("NullAway.Init")
final class ModelCommandTest {
    private static CommandLineFixture fixture;

    private final Path folder;

    ModelCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void start() {
        fixture = new CommandLineFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static Ran run(String... args) {
        return CommandLineFixture.run(Map.of(), args);
    }

    private String file(ModelProto.Builder model) throws IOException {
        return file(model.build().toByteArray());
    }

    private String file(byte[] content) throws IOException {
        return Files.write(folder.resolve("model.onnx"), content).toString();
    }

    private String csv(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), text).toString();
    }

    @Test
    void showPrintsTheCard() throws IOException {
        String file = file(OnnxFiles.linear("cac", "v1", 5));
        assertThat(run("model", "show", file).endsWith(0).out())
                .contains("cac, version v1", "TRUSTED: It beats", "spend", "0.00000 to 100.000", "meta, email");
        assertThat(run("model", "show", file, "--json").endsWith(0).out())
                .startsWith("{")
                .contains("\"card_version\":1");
        assertThat(run("model", "show", file(bytes("hello"))).endsWith(6).err()).contains("NOT_ONNX");
    }

    @Test
    void checkSaysInOneLineWhetherTheAppWouldUseAFile() throws IOException {
        Ran good = run("model", "check", file(OnnxFiles.linear("cac", "v1", 5))).endsWith(0);
        assertThat(good.out()).contains("fit for use: cac, version v1, 3 inputs, 3 golden rows");
        Ran bad = run("model", "check", file(OnnxFiles.linear("cac", "v1", 5).clearMetadataProps()))
                .endsWith(6);
        assertThat(bad.err().lines()).singleElement().asString().contains("CARD_MISSING", "no card");
        assertThat(run("model", "check", folder.resolve("absent.onnx").toString())
                        .endsWith(6)
                        .err()
                        .lines())
                .singleElement()
                .asString()
                .contains("absent.onnx", "UNREADABLE");
    }

    @Test
    void aGigabyteIsRefusedUnread() throws IOException {
        Path huge = folder.resolve("huge.onnx");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        assertThat(run("model", "check", huge.toString()).endsWith(6).err())
                .contains("TOO_LARGE", "1073741824 bytes", "67108864", "models.max.bytes");
        String small = file(OnnxFiles.linear("cac", "v1", 5));
        assertThat(run("model", "check", small, "--set", "models.max.bytes=1024")
                        .endsWith(6)
                        .err())
                .contains("TOO_LARGE");
    }

    @Test
    void predictAddsThePredictionsToTheRows() throws IOException {
        String file = file(OnnxFiles.linear("cac", "v1", 5));
        String data = csv("\uFEFFweek,channel,clicks,spend\n\"Jan 5, 2026\",meta,2,1\nw2,tv,2,\nw3,,0,1e1\n");
        Ran ran = run("model", "predict", file, "--data", data).endsWith(0);
        assertThat(ran.out().lines())
                .containsExactly(
                        "\uFEFFweek,channel,clicks,spend,mean,p10,p50,p90",
                        "\"Jan 5, 2026\",meta,2,1,23.0,22.0,23.0,24.0",
                        "w2,tv,2,,11.0,10.0,11.0,12.0",
                        "w3,,0,1e1,25.0,24.0,25.0,26.0");
        assertThat(ran.err()).contains("3 rows scored by cac v1").doesNotContain("warning");

        Path out = folder.resolve("out.csv");
        Ran some = run("model", "predict", file, "--data", csv("clicks\n2\n"), "--out", out.toString())
                .endsWith(0);
        assertThat(some.err()).contains("lacks columns", "spend, channel");
        assertThat(Files.readString(out)).isEqualTo("clicks,mean,p10,p50,p90\n2,11.0,10.0,11.0,12.0\n");
    }

    @Test
    void predictSaysWhichCellIsBad() throws IOException {
        String file = file(OnnxFiles.linear("cac", "v1", 5));
        Map<String, String> faults = Map.of(
                "spend,clicks\n1,2\n1,two\n", "line 3: 'two' in column 'clicks' is no number",
                "spend,clicks\n1\n", "line 2: it has 1 cells, the header 2",
                "spend,spend\n1,2\n", "the column 'spend' is there twice",
                "a,b\n1,2\n", "none of the card's inputs is a column; they are spend, clicks, channel",
                "", "the file is empty");
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            Ran ran =
                    run("model", "predict", file, "--data", csv(fault.getKey())).endsWith(6);
            assertThat(ran.err().lines()).last().asString().contains(fault.getValue());
        }
        assertThat(run("model", "predict", file, "--data", folder + "/none.csv")
                        .endsWith(6)
                        .err())
                .contains("There is no file");
        assertThat(run("model", "predict", file).endsWith(2).err()).contains("--data");
        assertThat(run("model").endsWith(2).err()).contains("show, check, predict, publish or list");
    }

    private ModelTopicFeed feed(World world, ModelShelf shelf) throws InterruptedException {
        ModelTopicFeed feed =
                ModelTopicFeed.start(() -> Connections.consumer(world.config()), world.topic("models"), shelf);
        assertThat(feed.awaitCaughtUp(Duration.ofSeconds(30))).isTrue();
        return feed;
    }

    private static ModelShelf shelf() {
        return new ModelShelf(new ModelLoading(1 << 24, ShelfListener.none()), InstantSource.system());
    }

    private static String version(ModelShelf shelf, String account) {
        Optional<Scorer> live = shelf.live(account, "cac");
        try (Scorer scorer = live.orElse(null)) {
            return scorer == null ? "none" : scorer.card().version();
        }
    }

    @Test
    void aPublishedModelIsListedAndARunningShelfTakesIt() throws Exception {
        World world = fixture.world();
        Ran published = world.run("model", "publish", file(OnnxFiles.linear("cac", "v1", 5)))
                .endsWith(0);
        assertThat(published.out()).contains("Published */cac version v1 to " + world.topic("models"));
        world.run("model", "publish", file(OnnxFiles.linear("cac", "own", 6)), "--account", "acme/eu")
                .endsWith(0);
        world.run("model", "publish", file(OnnxFiles.linear("cac", "next", 7)), "--shadow", "next")
                .endsWith(0);

        try (ModelShelf shelf = shelf();
                ModelTopicFeed feed = feed(world, shelf)) {
            assertThat(feed.caughtUp()).isTrue();
            assertThat(version(shelf, "acme/eu")).isEqualTo("own");
            assertThat(version(shelf, "other")).isEqualTo("v1");
            assertThat(shelf.shadows("other", "cac"))
                    .singleElement()
                    .satisfies(s -> assertThat(s.card().version()).isEqualTo("next"))
                    .satisfies(Scorer::close);

            world.run("model", "publish", file(OnnxFiles.linear("cac", "v2", 8)))
                    .endsWith(0);
            await().atMost(Duration.ofSeconds(5)).until(() -> version(shelf, "other"), "v2"::equals);

            world.send("models", "*/cac", bytes("no model"));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> shelf.status().stream().anyMatch(e -> e.refused() != null));
            assertThat(version(shelf, "other")).isEqualTo("v2");

            world.send(new ProducerRecord<>(world.topic("models"), bytes("acme/eu/cac"), null));
            await().atMost(Duration.ofSeconds(5)).until(() -> version(shelf, "acme/eu"), "v2"::equals);
        }

        Ran listed = world.run("model", "list").endsWith(6);
        assertThat(listed.out())
                .contains("*/cac#next", "next", "yes")
                .containsPattern("\\*/cac .* no, NOT_ONNX: The file is no ONNX model")
                .doesNotContain("acme/eu");
    }

    @Test
    void listIsQuietAboutWhatWasReplacedAndEndsWell() throws Exception {
        World world = fixture.world();
        byte[] second = OnnxFiles.tree("cac", "v2").build().toByteArray();
        world.run("model", "publish", file(OnnxFiles.linear("cac", "v1", 5))).endsWith(0);
        world.run("model", "publish", file(second)).endsWith(0);
        assertThat(world.run("model", "list").endsWith(0).out().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains(
                        "*/cac",
                        "v2",
                        "" + second.length,
                        ModelInspection.sha256(second).substring(0, 12),
                        "yes");
    }

    @Test
    void aFeedLoadsOnlyEachKeysLastFileAndRefusesWhatWasTamperedWith() throws Exception {
        World world = fixture.world();
        world.run("topics", "create").endsWith(0);
        for (int i = 0; i < 20; i++) {
            world.send(
                    "models",
                    "*/cac",
                    OnnxFiles.linear("cac", "v" + i, i).build().toByteArray());
        }
        ProducerRecord<byte[], byte[]> tampered = new ProducerRecord<>(
                world.topic("models"),
                bytes("acme/cac"),
                OnnxFiles.linear("cac", "evil", 1).build().toByteArray());
        tampered.headers().add("sha256", bytes("00".repeat(32)));
        world.send(tampered);
        world.send("models", "nonsense", bytes("x"));
        Map<String, Integer> loads = new HashMap<>();
        ShelfListener counting = new ShelfListener() {
            @Override
            public void loaded(String kind) {
                loads.merge(kind, 1, Integer::sum);
            }

            @Override
            public void swapped(String kind) {
                loads.merge(kind, 1, Integer::sum);
            }
        };
        try (ModelShelf shelf = new ModelShelf(new ModelLoading(1 << 24, counting), InstantSource.system());
                ModelTopicFeed _ = feed(world, shelf)) {
            assertThat(version(shelf, "acme")).isEqualTo("v19");
            assertThat(loads).isEqualTo(Map.of("cac", 1));
            assertThat(shelf.status())
                    .filteredOn(e -> e.refused() != null)
                    .extracting(ShelfEntry::key)
                    .containsExactly("acme/cac", "nonsense");
        }
    }

    @Test
    void publishRefusesWhatTheAppWouldRefuse() throws Exception {
        World world = fixture.world();
        Ran ran = world.run(
                        "model",
                        "publish",
                        file(OnnxFiles.linear("cac", "v1", 5).setIrVersion(99)))
                .endsWith(6);
        assertThat(ran.err()).contains("IR_VERSION");
        assertThat(world.run("model", "publish", file(OnnxFiles.linear("cac", "v1", 5)), "--shadow", "No good")
                        .endsWith(2)
                        .err())
                .contains("--shadow");
        assertThat(world.run("model", "list").endsWith(6).err()).contains("no topic", "topics create");
    }

    @Test
    void publishSaysWhenTheTopicDoesNotTakeAFileOfThatLength() throws Exception {
        World world = fixture.world();
        world.run("topics", "create").endsWith(0);
        try (var admin = world.admin()) {
            var topic = new org.apache.kafka.common.config.ConfigResource(
                    org.apache.kafka.common.config.ConfigResource.Type.TOPIC, world.topic("models"));
            var entry = new org.apache.kafka.clients.admin.ConfigEntry("max.message.bytes", "1000");
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(new org.apache.kafka.clients.admin.AlterConfigOp(
                                    entry, org.apache.kafka.clients.admin.AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        assertThat(world.run("model", "publish", file(OnnxFiles.linear("cac", "v1", 5)))
                        .endsWith(6)
                        .err())
                .contains("too long", "the topic takes 1000", "max.message.bytes");
    }

    @Test
    void aPredictionIsTheAppsToTheBit() throws Exception {
        World world = fixture.world();
        String file = file(OnnxFiles.linear("cac", "v1", 0.1));
        world.run("model", "publish", file).endsWith(0);
        StringBuilder rows = new StringBuilder("spend,clicks,channel\n");
        for (int i = 0; i < 50; i++) {
            rows.append(i / 7.0).append(',').append(i * 0.3).append(",email\n");
        }
        List<String> printed = run("model", "predict", file, "--data", csv(rows.toString()))
                .endsWith(0)
                .out()
                .lines()
                .skip(1)
                .toList();
        try (ModelShelf shelf = shelf();
                ModelTopicFeed _ = feed(world, shelf);
                Scorer scorer = shelf.live("acme", "cac").orElseThrow()) {
            for (int i = 0; i < 50; i++) {
                InputRows row = new InputRows(scorer.card(), 1);
                row.add(Map.of("spend", i / 7.0, "clicks", i * 0.3), Map.of("channel", "email"));
                float printedMean = Float.parseFloat(printed.get(i).split(",")[3]);
                assertThat(Float.floatToRawIntBits(printedMean))
                        .isEqualTo(Float.floatToRawIntBits(scorer.score(row)[0]));
            }
        }
    }
}
