package dev.sluice.trainer.command;

import dev.sluice.schemas.RegistryRejectedException;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.data.TopicReader;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Reading topics: a consumer and a registry for as long as it takes, and an exit code for each that is away. */
final class Topics {
    private Topics() {}

    /** What is done with them. */
    @FunctionalInterface
    interface Reading<T> {
        T with(TopicReader reader, SchemaRegistry registry) throws TableException;
    }

    static <T> T read(Connection connection, Map<String, String> env, Reading<T> reading) throws TableException {
        try (TopicReader reader = TopicReader.open(connection.kafka(env));
                SchemaRegistry registry = SchemaRegistry.connect(connection.registry(env))) {
            return reading.with(reader, registry);
        } catch (RegistryUnavailableException | RegistryRejectedException e) {
            throw new CommandFailure(ExitCode.REGISTRY_UNREACHABLE, String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new CommandFailure(
                    ExitCode.CLUSTER_UNREACHABLE,
                    "The Kafka cluster at " + connection.bootstrapServers(env)
                            + " did not answer or refused (check --bootstrap-servers and SLUICE_KAFKA_SECURITY_PROTOCOL): "
                            + e.getMessage(),
                    e);
        }
    }
}
