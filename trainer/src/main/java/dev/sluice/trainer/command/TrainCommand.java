package dev.sluice.trainer.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a model, judges it beside naive baselines on rows it has never seen, and writes it as one ONNX file"
                    + " that describes itself.",
            "",
            "The app scores with it once it is published: `sluice model publish FILE`."
        },
        footer = {
            "",
            "Examples:",
            "  sluice train table --data ads.csv --target \"cac = ad_spend / conversions\" --kind cac \\",
            "      --learners linear,forest,xgboost --out cac.onnx --report cac.html --metrics cac.json",
            "  sluice train ltv --orders orders.csv --customer CustomerID ... --horizon 99 --out ltv.onnx",
            "  sluice train response --data weekly.csv --date week --kpi revenue --spend search,social --out response.onnx",
            "  sluice train --from-topic --kind roas --out roas.onnx --report roas.html"
        })
public final class TrainCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** The command with what it can train. */
    public static CommandLine withSubcommands(
            PrintWriter out, PrintWriter err, Map<String, String> env, Path directory) {
        Surroundings around = new Surroundings(out, err, env, directory);
        return new CommandLine(new TrainCommand())
                .addSubcommand(new TrainTableCommand(around))
                .addSubcommand(new TrainLtvCommand(around))
                .addSubcommand(new TrainResponseCommand(around, ResponseFitter.USUAL))
                .addSubcommand(new TrainFromTopicCommand(around));
    }

    /**
     * A command line with the options that its {@code --config} file holds.
     *
     * @param train this command
     * @param arguments as typed, from {@code train} on
     */
    public static List<String> withConfig(CommandLine train, List<String> arguments, Path directory) {
        CommandLine command =
                arguments.size() < 2 ? null : train.getSubcommands().get(arguments.get(1));
        if (command == null) {
            return arguments;
        }
        List<String> all = new ArrayList<>(arguments.subList(0, 2));
        all.addAll(YamlDefaults.expand(
                arguments.subList(2, arguments.size()),
                command.getCommandSpec().optionsMap().keySet(),
                directory));
        return all;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to train from: table, ltv, response or --from-topic; `--help` shows examples");
    }
}
