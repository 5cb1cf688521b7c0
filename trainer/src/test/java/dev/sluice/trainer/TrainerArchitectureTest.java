package dev.sluice.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The walls between the trainer's rooms. */
class TrainerArchitectureTest {
    private static final String TRAINER = "dev.sluice.trainer";
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "data", Set.of(),
            "learn", Set.of("data"),
            "evaluate", Set.of("data", "learn", "response"),
            "response", Set.of("data"),
            "onnx", Set.of("data", "learn", "response"),
            "report", Set.of("data", "learn", "evaluate", "response"),
            "command", Set.of("data", "learn", "evaluate", "response", "onnx", "report"));

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(TRAINER);

    @Test
    void aRoomUsesOnlyTheRoomsBelowIt() {
        ROOMS.forEach((room, mayUse) -> {
            List<String> closed = new ArrayList<>(List.of(TRAINER));
            ROOMS.keySet().stream()
                    .filter(other -> !other.equals(room) && !mayUse.contains(other))
                    .forEach(other -> closed.add(TRAINER + "." + other + ".."));
            noClasses()
                    .that()
                    .resideInAPackage(TRAINER + "." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(closed.toArray(String[]::new))
                    .check(HOUSE);
        });
    }

    @Test
    void roomsFormNoCycles() {
        slices().matching(TRAINER + ".(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void onlyLearnSeesXgBoostAndOnlyOnnxWritesGraphs() {
        only("learn", "ml.dmlc..");
        only("onnx", "ai.onnx.proto..");
    }

    @Test
    void onlyTheEntrancesSeePicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TRAINER, TRAINER + ".command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(HOUSE);
    }

    private static void only(String room, String packages) {
        noClasses()
                .that()
                .resideOutsideOfPackage(TRAINER + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages)
                .check(HOUSE);
    }
}
