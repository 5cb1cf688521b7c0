package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The doctor's look at this machine: the JDK, and the place for state. */
final class MachineChecks {
    private static final long LITTLE = 2L << 30;
    private static final long TOO_LITTLE = 256L << 20;

    private MachineChecks() {}

    static List<Finding> all(SluiceConfig config) {
        return List.of(jdk(Runtime.version()), stateDir(config.streams().stateDir()));
    }

    static Finding jdk(Runtime.Version version) {
        return version.feature() >= 25
                ? Finding.ok("JDK", version.toString())
                : Finding.fail("JDK", version + ", needs 25 or later", "install a JDK 25", ExitCode.CONFIG);
    }

    /** Looks without creating anything: the nearest folder that exists must be writable and have room. */
    static Finding stateDir(Path dir) {
        Path existing = dir.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Finding.fail(
                    "state.dir", dir + ": " + existing + " is no writable folder", "set state.dir", ExitCode.CONFIG);
        }
        try {
            return space(dir, Files.getFileStore(existing).getUsableSpace());
        } catch (IOException e) {
            return Finding.warn("state.dir", dir + ": free space unknown (" + e.getMessage() + ")", "check the disk");
        }
    }

    static Finding space(Path dir, long free) {
        String detail = "%s, %.1f GB free".formatted(dir, free / 1e9);
        if (free < TOO_LITTLE) {
            return Finding.fail("state.dir", detail, "make room, or set state.dir", ExitCode.DATA_PROBLEMS);
        }
        return free < LITTLE
                ? Finding.warn("state.dir", detail, "state of a large account set needs more; make room")
                : Finding.ok("state.dir", detail);
    }
}
