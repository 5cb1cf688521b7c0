package dev.sluice.bench;

import dev.sluice.trainer.data.Dataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows as a file that anybody reads: numbers, then the target; missing ones are empty. */
final class CsvRows {
    private CsvRows() {}

    static Path write(Dataset rows, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", rows.numberNames()) + ",target\n");
            for (int row = 0; row < rows.size(); row++) {
                for (double[] column : rows.numbers()) {
                    out.write((Double.isNaN(column[row]) ? "" : column[row]) + ",");
                }
                out.write(rows.target()[row] + "\n");
            }
        }
        return file;
    }
}
