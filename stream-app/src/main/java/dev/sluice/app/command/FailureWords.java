package dev.sluice.app.command;

import dev.sluice.app.config.InvalidConfigException;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.ops.OpsServer;
import dev.sluice.schemas.RegistryRejectedException;
import dev.sluice.schemas.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.streams.errors.StreamsException;

/** Turns whatever was thrown into an exit code and one line. */
final class FailureWords {
    private FailureWords() {}

    static CommandFailure of(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case CommandFailure failure -> failure;
            case InvalidConfigException e -> new CommandFailure(ExitCode.CONFIG, faults(e), e);
            case OpsServer.AddressException e -> failure(ExitCode.CONFIG, e, "");
            case ConfigException e -> failure(ExitCode.CONFIG, e, "A client setting is wrong: ");
            case RegistryUnavailableException e -> failure(ExitCode.REGISTRY_UNREACHABLE, e, "");
            case RegistryRejectedException e -> failure(ExitCode.REGISTRY_UNREACHABLE, e, "");
            case InterruptedException e -> new CommandFailure(ExitCode.INTERRUPTED, "Interrupted.", e);
            case InterruptException e -> new CommandFailure(ExitCode.INTERRUPTED, "Interrupted.", e);
            case WakeupException e -> new CommandFailure(ExitCode.INTERRUPTED, "Interrupted.", e);
            case AuthenticationException e ->
                failure(
                        ExitCode.CLUSTER_UNREACHABLE,
                        e,
                        "The Kafka cluster refused the login (check kafka.sasl.* and" + " kafka.ssl.*): ");
            case AuthorizationException e ->
                failure(
                        ExitCode.CLUSTER_UNREACHABLE,
                        e,
                        "The Kafka cluster denied access (`sluice doctor` lists what" + " is missing): ");
            case TimeoutException e ->
                failure(
                        ExitCode.CLUSTER_UNREACHABLE,
                        e,
                        "The Kafka cluster did not answer (check bootstrap.servers"
                                + " and kafka.security.protocol): ");
            case ApiException e -> failure(ExitCode.CLUSTER_UNREACHABLE, e, "The Kafka cluster refused: ");
            case StreamsException e
            when String.valueOf(e.getMessage()).contains("same state directory") ->
                failure(
                        ExitCode.CONFIG,
                        e,
                        "Another process uses this state.dir; give each instance its own (--set state.dir=...): ");
            case KafkaException e -> kafka(e);
            case UncheckedIOException e -> failure(ExitCode.UNEXPECTED, e, "Reading or writing failed: ");
            case IOException e -> failure(ExitCode.UNEXPECTED, e, "Reading or writing failed: ");
            default ->
                new CommandFailure(
                        ExitCode.UNEXPECTED,
                        "Unexpected: " + oneLine(cause) + " (--debug shows the stack trace)",
                        cause);
        };
    }

    /** A client that can't be made hides why: in its cause. */
    private static CommandFailure kafka(KafkaException e) {
        if (e.getCause() != null && e.getMessage() != null && e.getMessage().startsWith("Failed ")) {
            return failure(ExitCode.CONFIG, e.getCause(), "The Kafka client can't start: ");
        }
        return failure(ExitCode.CLUSTER_UNREACHABLE, e, "Kafka: ");
    }

    private static CommandFailure failure(ExitCode code, Throwable e, String before) {
        return new CommandFailure(code, before + oneLine(e), e);
    }

    private static String faults(InvalidConfigException e) {
        int n = e.faults().size();
        return "The configuration has " + (n == 1 ? "a fault:" : n + " faults:") + "\n  "
                + String.valueOf(e.getMessage()).replace("\n", "\n  ");
    }

    private static String oneLine(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
