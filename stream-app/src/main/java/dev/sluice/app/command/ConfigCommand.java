package dev.sluice.app.command;

import dev.sluice.app.config.Setting;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice config}. */
@Command(
        name = "config",
        description = {
            "Print every setting in force and where it came from. Secrets are masked.",
            "A flag beats the environment (SLUICE_...), which beats the file, which beats the default."
        },
        footer = {
            "",
            "Examples:",
            "  sluice config",
            "  SLUICE_COMMIT_INTERVAL=1s sluice config --config production.yaml",
            "  sluice config --set kafka.security.protocol=SASL_SSL"
        })
public final class ConfigCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    public ConfigCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        SluiceConfig config = options.load(around);
        int keys =
                config.describe().stream().mapToInt(s -> s.key().length()).max().orElse(0);
        int values = config.describe().stream()
                .mapToInt(s -> Math.min(40, s.value().length()))
                .max()
                .orElse(0);
        for (Setting setting : config.describe()) {
            String line = "%-" + keys + "s  %-" + Math.max(1, values) + "s  %s%n";
            around.out().printf(line, setting.key(), setting.value(), setting.origin());
        }
        config.warnings().forEach(warning -> around.err().println("warning: " + warning));
        return ExitCode.OK.code();
    }
}
