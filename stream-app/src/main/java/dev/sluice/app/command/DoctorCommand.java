package dev.sluice.app.command;

import dev.sluice.app.config.InvalidConfigException;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.schemas.RegistryRejectedException;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice doctor}. */
@Command(
        name = "doctor",
        description = {
            "Check this machine, the configuration, the cluster and the registry; say what to do about each fault.",
            "Changes nothing. Exit code 0: nothing failed."
        },
        footer = {
            "",
            "Examples:",
            "  sluice doctor",
            "  sluice doctor --bootstrap-servers kafka:9092 --schema-registry-url http://registry:8081"
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    public DoctorCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            SluiceConfig config = options.loadQuietly(around);
            findings.add(Finding.ok("config", config.describe().size() + " settings, all valid"));
            config.warnings().forEach(w -> findings.add(Finding.warn("config", w, "correct or remove it")));
            findings.addAll(MachineChecks.all(config));
            findings.addAll(cluster(config));
            findings.add(registry(config));
        } catch (InvalidConfigException e) {
            findings.add(MachineChecks.jdk(Runtime.version()));
            e.faults()
                    .forEach(f -> findings.add(Finding.fail(
                            "config", f.toString(), "correct it; the other checks need it", ExitCode.CONFIG)));
        }
        findings.forEach(this::print);
        return findings.stream()
                .filter(f -> f.verdict() == Finding.Verdict.FAIL)
                .findFirst()
                .map(Finding::code)
                .orElse(ExitCode.OK)
                .code();
    }

    private static List<Finding> cluster(SluiceConfig config) throws InterruptedException {
        try (Admin admin = Connections.admin(config)) {
            return new ClusterChecks(admin, config).all();
        } catch (KafkaException e) {
            CommandFailure failure = CommandFailure.of(e);
            return List.of(Finding.fail(
                    "cluster",
                    failure.getMessage() + "",
                    "correct bootstrap.servers and the kafka.* settings",
                    failure.code()));
        }
    }

    private static Finding registry(SluiceConfig config) {
        String url = config.describe().stream()
                .filter(s -> s.key().equals("schema.registry.url"))
                .findFirst()
                .map(s -> s.value())
                .orElse("");
        String subject = Topic.AD_SPEND.fullName(config.cluster().topicPrefix()) + "-value";
        try (SchemaRegistry registry = Connections.registry(config)) {
            int id = registry.latest(subject).id();
            return Finding.ok("registry", url + ", " + subject + " has schema " + id);
        } catch (UnknownSchemaException e) {
            return Finding.ok("registry", url + ", no schemas of Sluice's yet");
        } catch (RegistryUnavailableException e) {
            return Finding.fail(
                    "registry",
                    url + ": " + e.getMessage(),
                    "start the registry, or correct schema.registry.url",
                    ExitCode.REGISTRY_UNREACHABLE);
        } catch (RegistryRejectedException e) {
            return Finding.fail(
                    "registry",
                    url + ": " + e.getMessage(),
                    "correct schema.registry.basic.auth.* or bearer.auth.*",
                    ExitCode.REGISTRY_UNREACHABLE);
        } catch (KafkaException e) {
            return Finding.fail("registry", e.getMessage() + "", "correct the registry settings", ExitCode.CONFIG);
        }
    }

    private void print(Finding finding) {
        String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
        around.out().printf("%-4s  %-12s  %s%n", verdict, finding.subject(), finding.detail());
        if (!finding.advice().isEmpty()) {
            around.out().printf("%-4s  %-12s  -> %s%n", "", "", finding.advice());
        }
    }
}
