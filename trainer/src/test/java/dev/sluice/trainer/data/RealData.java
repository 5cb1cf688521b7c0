package dev.sluice.trainer.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Public data files beside the project; where they are absent, the tests that need them are skipped. */
public final class RealData {
    private RealData() {}

    /** The file of this name below the folder of real data. */
    public static Path file(String name) {
        String told = System.getenv("SLUICE_DATA");
        Path folder = told != null
                ? Path.of(told)
                : Path.of(System.getProperty("sluice.root", "..")).resolve("../shared/data");
        Path file = folder.resolve(name).normalize();
        assumeTrue(Files.exists(file), "skipped: no " + file + "; set SLUICE_DATA to the folder of real data");
        return file;
    }

    /** That file as a table. */
    public static Table table(String name) throws TableException {
        return CsvTables.read(file(name), CsvOptions.DEFAULT);
    }
}
