package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.scoring.ModelKey;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelLoading.Bytes;
import dev.sluice.app.scoring.ModelLoading.NotOpened;
import dev.sluice.app.scoring.ModelLoading.NotRead;
import dev.sluice.app.scoring.ModelLoading.Opened;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.ShelfListener;
import dev.sluice.app.scoring.inspection.Announced;
import dev.sluice.app.scoring.inspection.ModelInspection.Accepted;
import dev.sluice.app.scoring.inspection.ModelInspection.Refused;
import dev.sluice.app.scoring.inspection.Refusal;
import dev.sluice.schemas.model.ModelCard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice model}. */
@Command(
        name = "model",
        description = "Show, check, try and publish model files (ONNX with a card inside).",
        footer = {
            "",
            "Examples:",
            "  sluice model show cac.onnx",
            "  sluice model check cac.onnx && echo fit for use",
            "  sluice model predict cac.onnx --data rows.csv --out predictions.csv",
            "  sluice model publish cac.onnx                           (for all accounts)",
            "  sluice model publish cac.onnx --account acme-eu         (for one)",
            "  sluice model publish cac.onnx --shadow next             (scores beside the live one, unused)",
            "  sluice model list"
        })
public final class ModelCommand implements Runnable {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public ModelCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: show, check, predict, publish or list");
    }

    @Command(mixinStandardHelpOptions = true, description = "Print a model's card: what it says of itself.")
    int show(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "FILE", description = "The model file") Path file,
            @Option(names = "--json", description = "The card as it is, in JSON") boolean json) {
        ModelLoading loading = loading(options.loadQuietly(around));
        return switch (loading.readCard(bytes(loading, file))) {
            case Refused(Refusal refusal) -> throw refused(file, refusal);
            case Accepted accepted -> {
                if (json) {
                    around.out().println(accepted.card().toJson());
                } else {
                    ModelCardText.print(accepted.card(), accepted.sha256(), around.out());
                }
                yield ExitCode.OK.code();
            }
        };
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Do with a file what the app does before it uses one: inspect it, load it, score its golden rows.",
                "Exit code 0: the app would use it; 6: it would not, with the reason in one line."
            })
    int check(
            @Mixin CommonOptions options, @Parameters(paramLabel = "FILE", description = "The model file") Path file) {
        ModelLoading loading = loading(options.loadQuietly(around));
        Accepted accepted = accepted(loading, file, bytes(loading, file));
        ModelCard card = accepted.card();
        around.out()
                .printf(
                        "%s is fit for use: %s, version %s, %d inputs, %d golden rows as they must be, sha256 %s%n",
                        file,
                        card.kind(),
                        card.version(),
                        card.inputs().size(),
                        card.golden().rows().size(),
                        accepted.sha256());
        return ExitCode.OK.code();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Score the rows of a CSV file, with the very code that the app scores with.",
                "Columns are found by the names of the card's inputs. An empty cell, or a column that is not there, is"
                        + " a missing value; columns that are not there are named. The predictions are added as columns."
            })
    int predict(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "FILE", description = "The model file") Path file,
            @Option(
                            names = "--data",
                            required = true,
                            paramLabel = "CSV",
                            description = "Rows with a header line, comma-separated, UTF-8")
                    Path data,
            @Option(names = "--out", paramLabel = "CSV", description = "Where to write (default: standard output)")
                    @Nullable
                    Path out)
            throws IOException {
        ModelLoading loading = loading(options.loadQuietly(around));
        return switch (loading.open(bytes(loading, file))) {
            case NotOpened(Refusal refusal) -> throw refused(file, refusal);
            case Opened(Scorer opened) -> {
                try (Scorer scorer = opened) {
                    yield predict(scorer, around.directory().resolve(data), out);
                }
            }
        };
    }

    private int predict(Scorer scorer, Path data, @Nullable Path out) throws IOException {
        ModelPrediction prediction = new ModelPrediction(scorer, around.err());
        if (out == null) {
            prediction.run(data, around.out());
        } else {
            try (PrintWriter writer =
                    new PrintWriter(Files.newBufferedWriter(around.directory().resolve(out)))) {
                prediction.run(data, writer);
                if (writer.checkError()) {
                    throw new IOException("the disk took not all of " + out);
                }
            }
        }
        around.err()
                .printf(
                        "%d rows scored by %s %s%s%n",
                        prediction.rows(),
                        scorer.card().kind(),
                        scorer.card().version(),
                        prediction.unscored() == 0 ? "" : "; " + prediction.unscored() + " of them got no number");
        return (prediction.unscored() == 0 ? ExitCode.OK : ExitCode.DATA_PROBLEMS).code();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Check a file as `check` does and put it on the models topic, where every running app finds it.",
                "Publishing another file of the same kind takes the first one's place."
            })
    int publish(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "FILE", description = "The model file") Path file,
            @Option(
                            names = "--account",
                            paramLabel = "ACCOUNT",
                            defaultValue = ModelKey.ALL,
                            description = "The account it is for (default: all that have no model of their own)")
                    String account,
            @Option(
                            names = "--shadow",
                            paramLabel = "NAME",
                            description =
                                    "Publish it as a shadow of this name: it scores beside the live model, unused")
                    @Nullable
                    String shadow)
            throws Exception {
        if (account.isBlank() || (shadow != null && !ModelKey.isName(shadow))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--account must not be empty; --shadow takes small letters, digits, dashes and underscores");
        }
        SluiceConfig config = options.loadQuietly(around);
        ModelLoading loading = loading(config);
        byte[] bytes = bytes(loading, file);
        Accepted accepted = accepted(loading, file, bytes);
        ModelKey key = new ModelKey(account, accepted.card().kind(), shadow);
        around.out().println(new ModelTopic(config).publish(key, bytes, accepted));
        return ExitCode.OK.code();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "List what is on the models topic: key, version, length, SHA-256, and whether this Sluice would use it.",
                "Exit code 6: some would be refused, with the reason beside them."
            })
    int list(@Mixin CommonOptions options) {
        SluiceConfig config = options.loadQuietly(around);
        boolean allFit = new ModelTopic(config).list(loading(config), around.out());
        return (allFit ? ExitCode.OK : ExitCode.DATA_PROBLEMS).code();
    }

    private static ModelLoading loading(SluiceConfig config) {
        return new ModelLoading(config.models().maxBytes(), ShelfListener.none());
    }

    private byte[] bytes(ModelLoading loading, Path file) {
        return switch (loading.read(around.directory().resolve(file))) {
            case Bytes(byte[] bytes) -> bytes;
            case NotRead(Refusal refusal) -> throw refused(file, refusal);
        };
    }

    private static Accepted accepted(ModelLoading loading, Path file, byte[] bytes) {
        return switch (loading.judge(bytes, Announced.NOTHING)) {
            case Accepted accepted -> accepted;
            case Refused(Refusal refusal) -> throw refused(file, refusal);
        };
    }

    private static CommandFailure refused(Path file, Refusal refusal) {
        return new CommandFailure(ExitCode.DATA_PROBLEMS, file + " is refused, " + refusal);
    }
}
