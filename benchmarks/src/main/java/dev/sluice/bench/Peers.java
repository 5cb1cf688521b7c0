package dev.sluice.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** Runs the peers' program once. */
final class Peers {
    private Peers() {}

    /** Adds what it prints, a line a learner: name, CPU seconds, mean absolute error. */
    static void run(List<String> command, TrainingTable table) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(",", -1);
                table.add(parts[0], true, Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
            }
        }
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit + "; it needs scikit-learn");
        }
    }
}
