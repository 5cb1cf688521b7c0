package dev.sluice.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sluice.app.budget.SampledResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: which room may use which, and who may see which library. */
final class ArchitectureTest {
    private static final String APP = "dev.sluice.app";
    private static final Set<String> RIVER_GROUND = Set.of("domain", "state", "ops", "config");

    /**
     * Every room and the rooms it may use. River rooms see only the ground they need: the broker, the simulator and
     * the files belong to the entrances.
     */
    private static final Map<String, Set<String>> ROOMS = rooms();

    /** All of Sluice's classes on the class path: this module's and those of {@code schemas}. */
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");

    private static Map<String, Set<String>> rooms() {
        Map<String, Set<String>> rooms = new TreeMap<>();
        rooms.put("domain", Set.of());
        rooms.put("state", Set.of());
        rooms.put("config", Set.of());
        rooms.put("ops", Set.of("config"));
        rooms.put("embedded", Set.of());
        rooms.put("world", Set.of());
        rooms.put("files", Set.of());
        rooms.put("intake", RIVER_GROUND);
        rooms.put("ledger", and(RIVER_GROUND, "intake"));
        rooms.put("board", and(RIVER_GROUND, "intake", "ledger"));
        rooms.put("scoring", and(RIVER_GROUND, "intake", "ledger", "board"));
        rooms.put("budget", and(RIVER_GROUND, "intake", "ledger", "board", "scoring"));
        Set<String> river = and(RIVER_GROUND, "intake", "ledger", "board", "scoring", "budget");
        rooms.put("topology", river);
        rooms.put("api", and(river, "topology"));
        rooms.put("command", and(river, "topology", "api", "embedded", "world", "files"));
        return rooms;
    }

    private static Set<String> and(Set<String> rooms, String... more) {
        Set<String> all = new HashSet<>(rooms);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    @Test
    void everyClassLivesInARoomOrIsMain() {
        List<String> homeless = HOUSE.stream()
                .filter(resideInAPackage(APP + ".."))
                .filter(type -> type.getPackageName().equals(APP)
                        ? !type.getName().startsWith(APP + ".Main")
                                && !type.getName().endsWith(".package-info")
                        : !ROOMS.containsKey(roomOf(type)))
                .map(JavaClass::getName)
                .toList();
        assertThat(homeless)
                .as("classes outside the rooms of ARCHITECTURE; a new room gets a line in this test")
                .isEmpty();
    }

    private static String roomOf(JavaClass type) {
        String below = type.getPackageName().substring(APP.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    @Test
    void aRoomUsesOnlyTheRoomsBelowIt() {
        ROOMS.forEach((room, mayUse) -> {
            Set<String> open = and(mayUse, room);
            String[] closed = Stream.concat(
                            ROOMS.keySet().stream()
                                    .filter(other -> !open.contains(other))
                                    .map(other -> packagesOf(other)),
                            Stream.of(APP))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packagesOf(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(closed)
                    .as("room " + room + " may use " + mayUse + " only")
                    .allowEmptyShould(true)
                    .check(HOUSE);
        });
    }

    @Test
    void theRiverRunsOneWay() {
        List<String> downstream = List.of("budget", "scoring", "board", "ledger", "intake");
        for (int i = 1; i < downstream.size(); i++) {
            String[] above = downstream.subList(0, i).stream()
                    .map(ArchitectureTest::packagesOf)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packagesOf(downstream.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(HOUSE);
        }
    }

    @Test
    void mainOpensOnlyTheEntrances() {
        noClasses()
                .that(nameMatching("dev\\.sluice\\.app\\.Main.*"))
                .should()
                .dependOnClassesThat(resideInAPackage(APP + "..")
                        .and(not(resideInAnyPackage(APP, packagesOf("command"), packagesOf("ops")))))
                .check(HOUSE);
    }

    @Test
    void roomsFormNoCycles() {
        slices().matching(APP + ".(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void schemasKnowsNothingOfTheAppOrTheTrainer() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sluice.schemas..", "dev.sluice.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APP + "..", "dev.sluice.trainer..")
                .check(HOUSE);
    }

    @Test
    void domainKnowsOnlyTheJdk() {
        noClasses()
                .that()
                .resideInAPackage(packagesOf("domain"))
                .should()
                .dependOnClassesThat(
                        not(resideInAnyPackage("java..", "org.jspecify.annotations..", packagesOf("domain"))))
                .check(HOUSE);
    }

    @Test
    void onlyStateSeesRocksDbAndKafkasInternalStores() {
        closeTo("state", "org.rocksdb..", "org.apache.kafka.streams.state.internals..");
    }

    @Test
    void onlyEmbeddedSeesTheBrokersInsides() {
        closeTo(
                "embedded",
                "kafka..",
                "org.apache.kafka.metadata..",
                "org.apache.kafka.server",
                "org.apache.kafka.server.fault..");
    }

    @Test
    void onlyScoringSeesOnnx() {
        closeTo("scoring", "ai.onnxruntime..", "ai.onnx.proto..", "com.google.protobuf..");
    }

    @Test
    void aModelIsInspectedWithoutTheRuntimeThatItMightBreak() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".scoring.inspection..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(HOUSE);
    }

    @Test
    void theVerifierSharesNoCodeWithWhatItJudges() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".budget.verify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APP + ".budget.allocate..", APP + ".budget.advise..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage(APP + ".budget.allocate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APP + ".budget.verify..", APP + ".budget.advise..")
                .check(HOUSE);
    }

    /** The verifier reads samples and policies, but interpolates and sums for itself. */
    @Test
    void theVerifierDoesItsOwnArithmetic() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".budget.verify..")
                .should()
                .callMethod(SampledResponse.class, "at", int.class, int.class, double.class)
                .orShould()
                .callMethod(SampledResponse.class, "slope", int.class, int.class, double.class)
                .check(HOUSE);
    }

    @Test
    void adviceIsAFunctionOfItsRequest() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".budget.advise..", APP + ".budget.allocate..", APP + ".budget.verify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", APP + ".scoring..", "java.util.random..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .check(HOUSE);
    }

    private static void closeTo(String room, String... packages) {
        noClasses()
                .that(resideInAPackage("dev.sluice..").and(not(resideInAPackage(packagesOf(room)))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .as("only " + room + " may use " + Arrays.toString(packages))
                .check(HOUSE);
    }

    @Test
    void theWorldAndTheFilesKnowNothingOfKafka() {
        noClasses()
                .that()
                .resideInAnyPackage(packagesOf("world"), packagesOf("files"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "kafka..")
                .check(HOUSE);
    }

    @Test
    void onlySchemasEncodesAndDecodesAvro() {
        noClasses()
                .that()
                .resideInAPackage(APP + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.avro.io..", "org.apache.avro.message..", "org.apache.avro.file..")
                .check(HOUSE);
    }

    @Test
    void onlyTheEntrancesSeePicocli() {
        noClasses()
                .that(resideInAPackage(APP + "..").and(not(resideInAnyPackage(APP, packagesOf("command")))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(HOUSE);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that(not(nameMatching("dev\\.sluice\\.app\\.Main(\\$.*)?")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .check(HOUSE);
        // A stop that takes too long, and a second Ctrl-C.
        noClasses()
                .that(not(nameMatching("dev\\.sluice\\.app\\.command\\.Interruption")))
                .should()
                .callMethod(Runtime.class, "halt", int.class)
                .check(HOUSE);
    }

    @Test
    void logLinesGoThroughSlf4j() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(HOUSE);
    }

    @Test
    void timeAndChanceArePassedIn() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        Stream.of("domain", "state", "world", "files", "intake", "ledger", "board", "scoring", "budget")
                                .map(ArchitectureTest::packagesOf)
                                .toArray(String[]::new))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .check(HOUSE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + "..", "dev.sluice.schemas..")
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Base")
                .check(HOUSE);
    }

    @Test
    void theAppAndTheTrainerMeetInAFileOnly() throws IOException {
        noClasses()
                .that()
                .resideInAPackage(APP + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sluice.trainer..")
                .check(HOUSE);
        // The trainer's classes are not on this class path, and its sources must not ask for ours.
        Path trainer = Path.of(System.getProperty("sluice.root", ".."), "trainer");
        assertThat(Files.readString(trainer.resolve("pom.xml"))).doesNotContain("sluice-stream-app");
        try (Stream<Path> sources = Files.walk(trainer.resolve("src"))) {
            assertThat(sources.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(APP));
        }
    }

    private static String packagesOf(String room) {
        return APP + "." + room + "..";
    }
}
