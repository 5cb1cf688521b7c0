package dev.sluice.loop;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Between trainer and app pass the bytes of a model file: no class here knows both sides of them. */
class LoopArchitectureTest {
    private static final JavaClasses LOOP = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.loop");

    @Test
    void noClassKnowsTheTrainersModelsAndTheAppsAdvice() {
        noClasses()
                .that(dependOn("dev.sluice.trainer.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.app.budget..", "dev.sluice.app.scoring..")
                .check(LOOP);
    }

    private static DescribedPredicate<JavaClass> dependOn(String packages) {
        return DescribedPredicate.describe(
                "depend on " + packages, type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> resideInAPackage(packages).test(dependency.getTargetClass())));
    }
}
