package dev.sluice.trainer.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command has around it, passed in so that tests can.
 *
 * @param out what was asked for
 * @param err everything else: progress, warnings, errors
 * @param env environment variables
 * @param directory the working directory; relative paths are meant from here
 */
record Surroundings(PrintWriter out, PrintWriter err, Map<String, String> env, Path directory) {
    Surroundings {
        env = Map.copyOf(env);
    }
}
