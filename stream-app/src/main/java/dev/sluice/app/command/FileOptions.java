package dev.sluice.app.command;

import dev.sluice.app.files.EventKind;
import dev.sluice.app.files.ImportOptions;
import dev.sluice.app.files.Mapping;
import dev.sluice.app.files.MappingProblem;
import dev.sluice.app.ops.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which files to read, and how: shared by import and replay. */
final class FileOptions {
    /** One file to be read through one mapping. */
    record Job(Path file, Mapping mapping, ImportOptions options) {}

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "CSV files (gzip too), read through --preset or through every mapping given")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "How FILEs are laid out: google-ads, meta-ads, tiktok-ads, microsoft-ads, amazon-ads,"
                    + " fivetran-ad-reporting, ga4, shopify-orders")
    @Nullable
    String preset;

    @Option(names = "--spend", paramLabel = "FILE", description = "A file of ad spend, read through --spend-mapping")
    List<Path> spend = new ArrayList<>();

    @Option(
            names = "--spend-mapping",
            paramLabel = "MAPPING",
            description = "YAML file, or preset, that says how spend files are laid out")
    @Nullable
    String spendMapping;

    @Option(names = "--clicks", paramLabel = "FILE", description = "A file of clicks, read through --clicks-mapping")
    List<Path> clicks = new ArrayList<>();

    @Option(
            names = "--clicks-mapping",
            paramLabel = "MAPPING",
            description = "YAML file, or preset, that says how click files are laid out")
    @Nullable
    String clicksMapping;

    @Option(names = "--orders", paramLabel = "FILE", description = "A file of orders, read through --orders-mapping")
    List<Path> orders = new ArrayList<>();

    @Option(
            names = "--orders-mapping",
            paramLabel = "MAPPING",
            description = "YAML file, or preset, that says how order files are laid out")
    @Nullable
    String ordersMapping;

    @Option(names = "--account", paramLabel = "ID", description = "Account of rows whose mapping gives none")
    @Nullable
    String account;

    @Option(names = "--currency", paramLabel = "CODE", description = "Currency of rows whose mapping gives none")
    @Nullable
    String currency;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of days and times that name none (default: UTC)")
    String zone = "UTC";

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "When the files were true, such as 2024-02-01 or 2024-02-01T06:00:00Z: the revision of their"
                    + " rows. A later one restates, the same is a duplicate, an earlier one is stale (default: each"
                    + " file's time of last change)")
    @Nullable
    String asOf;

    @Option(names = "--strict", description = "Stop at the first bad row; otherwise it is reported and the others go on")
    boolean strict;

    @Option(names = "--clicks-per-batch", paramLabel = "N", description = "Clicks per record (default: 500)")
    int clicksPerBatch = ImportOptions.DEFAULT_CLICKS_PER_BATCH;

    /**
     * What is to be read.
     *
     * @throws CommandFailure where the options don't say it
     */
    List<Job> jobs(Surroundings around) {
        List<Job> jobs = new ArrayList<>();
        add(jobs, around, spend, spendMapping, EventKind.SPEND);
        add(jobs, around, clicks, clicksMapping, EventKind.CLICKS);
        add(jobs, around, orders, ordersMapping, EventKind.ORDERS);
        if (!files.isEmpty()) {
            List<Mapping> mappings = new ArrayList<>();
            if (preset != null) {
                mappings.add(mapping(around, preset, null));
            }
            addMapping(mappings, around, spendMapping, spend, EventKind.SPEND);
            addMapping(mappings, around, clicksMapping, clicks, EventKind.CLICKS);
            addMapping(mappings, around, ordersMapping, orders, EventKind.ORDERS);
            if (mappings.isEmpty()) {
                throw usage("Say how the files are laid out: --preset, --spend-mapping, --clicks-mapping or"
                        + " --orders-mapping");
            }
            for (Path file : files) {
                mappings.forEach(mapping -> jobs.add(job(around, file, mapping)));
            }
        } else if (preset != null) {
            throw usage("--preset says how files are laid out, but no FILE is given");
        }
        if (jobs.isEmpty()) {
            throw usage("Nothing to read: give files, with a --preset or a mapping");
        }
        return jobs;
    }

    private void add(
            List<Job> jobs, Surroundings around, List<Path> paths, @Nullable String mapping, EventKind kind) {
        String option = "--" + kind.name().toLowerCase(Locale.ROOT);
        if (!paths.isEmpty() && mapping == null) {
            throw usage(option + " needs " + option + "-mapping: a YAML file or the name of a preset");
        }
        for (Path path : paths) {
            jobs.add(job(around, path, mapping(around, String.valueOf(mapping), kind)));
        }
    }

    private static void addMapping(
            List<Mapping> mappings, Surroundings around, @Nullable String name, List<Path> own, EventKind kind) {
        if (name != null && own.isEmpty()) {
            mappings.add(mapping(around, name, kind));
        }
    }

    private static Mapping mapping(Surroundings around, String name, @Nullable EventKind kind) {
        try {
            if (Mapping.presetNames().contains(name)) {
                Mapping found = Mapping.preset(name);
                if (kind != null && found.kind() != kind) {
                    throw usage("Preset " + name + " is for " + found.kind() + ", not for " + kind);
                }
                return found;
            }
            if (kind == null) {
                throw usage("No preset is called " + name + ": there are " + String.join(", ", Mapping.presetNames()));
            }
            return Mapping.load(around.directory().resolve(name), kind);
        } catch (MappingProblem e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.join("\n  ", e.faults()), e);
        }
    }

    private Job job(Surroundings around, Path file, Mapping mapping) {
        Path path = around.directory().resolve(file);
        ZoneId zoneId;
        try {
            zoneId = ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw usage("--zone " + zone + " is no time zone such as Europe/Berlin");
        }
        return new Job(
                path, mapping, new ImportOptions(account, currency, zoneId, revision(path), strict, clicksPerBatch));
    }

    private @Nullable Instant revision(Path file) {
        if (asOf == null) {
            try {
                return Files.getLastModifiedTime(file).toInstant();
            } catch (IOException e) {
                return null; // reading the file will say what is wrong with it
            }
        }
        Instant time = instant(asOf);
        if (time == null) {
            throw usage("--as-of " + asOf + " is no time such as 2024-02-01 or 2024-02-01T06:00:00Z");
        }
        return time;
    }

    /** A day (its start in UTC) or an instant; null where it is neither. */
    static @Nullable Instant instant(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
