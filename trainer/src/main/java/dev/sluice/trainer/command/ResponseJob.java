package dev.sluice.trainer.command;

import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.onnx.OnnxFileException;
import dev.sluice.trainer.onnx.ParityException;
import dev.sluice.trainer.report.ResponseReport;
import dev.sluice.trainer.response.ResponseFit;
import dev.sluice.trainer.response.ResponseFitting;
import dev.sluice.trainer.response.ResponseSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One training of responses, from weeks to files: of one account or of several. */
final class ResponseJob {
    /** What is usual. */
    private static final int USUAL_HOLDOUT = -1;

    private final Surroundings around;
    private final ResponseOptions options;
    private final ResponseFitter fitter;

    ResponseJob(Surroundings around, ResponseOptions options, ResponseFitter fitter) {
        this.around = around;
        this.options = options;
        this.fitter = fitter;
    }

    /** Learns, judges, writes; the exit code. */
    int run(List<ResponseCase> cases) throws TableException {
        List<ResponseCase> fit = cases.stream().filter(this::isEnough).toList();
        if (fit.isEmpty()) {
            throw new TableException("There is no account whose responses could be learned");
        }
        ResponseSettings settings = settings();
        int holdout = holdout(fit);
        long before = processCpuNanos();
        List<ResponseFit> fits;
        try (ProgressLine progress = new ProgressLine(around.err())) {
            fits = fitter.fit(
                    fit.stream().map(ResponseCase::data).toList(),
                    settings,
                    holdout,
                    (done, total) -> progress.step(done, total, "chains and forecasts"));
        }
        double cpuSeconds = (processCpuNanos() - before) / 1e9;
        for (int i = 0; i < fit.size(); i++) {
            write(fit.get(i), fits.get(i), settings, cases.size() == 1, cpuSeconds / fit.size());
        }
        around.err().println(String.format(Locale.ROOT, "Learned in %.1f s of CPU time", cpuSeconds));
        return ExitCode.OK.code();
    }

    private boolean isEnough(ResponseCase of) {
        String why = of.data().size() < ResponseFitting.FEWEST_WEEKS
                ? of.data().size() + " complete weeks, " + ResponseFitting.FEWEST_WEEKS + " are the least"
                : of.data().channels().isEmpty() ? "no channel with spend" : null;
        if (why != null) {
            around.err().println(of.shown() + " is left out: " + why);
        }
        return why == null;
    }

    private int holdout(List<ResponseCase> cases) {
        if (options.holdout == null) {
            return USUAL_HOLDOUT;
        }
        int most = cases.stream().mapToInt(of -> of.data().size()).min().orElseThrow() / 2;
        if (options.holdout < 0 || options.holdout > most) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--holdout must be 0 to " + most + ", half of the shortest history's weeks");
        }
        return options.holdout;
    }

    private void write(ResponseCase of, ResponseFit fit, ResponseSettings settings, boolean alone, double cpuSeconds) {
        try {
            write(ResponseOutput.of(of, fit, settings, options), alone, cpuSeconds);
        } catch (ParityException | OnnxFileException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, of.shown() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNEXPECTED, "Writing failed: " + e.getMessage(), e);
        }
    }

    private ResponseSettings settings() {
        ResponseSettings usual = ResponseSettings.usual(options.seed);
        try {
            return new ResponseSettings(
                    options.lags == null ? usual.lags() : options.lags,
                    options.draws,
                    usual.chains(),
                    usual.warmUp(),
                    usual.iterations(),
                    options.seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private void write(ResponseOutput output, boolean alone, double cpuSeconds) throws IOException {
        Path out = path(options.out, output, alone, ".onnx");
        FileWriting.write(out, output.file());
        if (options.metrics != null) {
            FileWriting.write(
                    path(options.metrics, output, alone, ".json"), ResponseMetricsJson.of(output, cpuSeconds));
        }
        if (options.report != null) {
            String html = ResponseReport.of(output.of().data(), output.fit(), output.card());
            FileWriting.write(path(options.report, output, alone, ".html"), html.getBytes(StandardCharsets.UTF_8));
        }
        ResponseText.print(around.out(), output);
        Path shown = alone ? options.out : options.out.resolve(out.getFileName());
        String account =
                output.of().name().isEmpty() ? "" : " --account " + output.of().name();
        around.out()
                .println(String.format(
                        Locale.ROOT,
                        "Wrote %s, %,d bytes, version %s, differs from the fitted model by %.1e; publish it with"
                                + " `sluice model publish %s%s`",
                        shown,
                        output.file().length,
                        output.card().version(),
                        output.parity().worst(),
                        shown,
                        account));
    }

    private Path path(Path given, ResponseOutput output, boolean alone, String ending) {
        Path path = around.directory().resolve(given);
        return alone ? path : path.resolve(fileName(output.of().name()) + "__" + options.kind + ending);
    }

    /** As the app's models folder wants it: ACCOUNT__KIND.onnx. */
    private static String fileName(@Nullable String account) {
        String name = String.valueOf(account);
        if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "\"" + name + "\" can't be a file's name: learn it alone, with --account and --out FILE");
        }
        return name;
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
