package dev.sluice.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** examples/java, run as its README says. */
final class JavaProducerTest {
    @Test
    void theJavaExampleRunsAsItStands() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary();
                EmbeddedRegistry embedded = EmbeddedRegistry.startTemporary();
                SchemaRegistry registry = SchemaRegistry.connect(Map.of("schema.registry.url", embedded.url()))) {
            InputTopics topics = InputTopics.create(broker);
            ExampleRun run = ExampleRun.run(
                    ExampleRun.repository(),
                    Map.of(
                            "SLUICE_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                            "SLUICE_SCHEMA_REGISTRY_URL", embedded.url(),
                            "CLASSPATH", System.getProperty("java.class.path", "")),
                    90,
                    List.of(
                            Path.of(System.getProperty("java.home", ""), "bin", "java")
                                    .toString(),
                            "examples/java/ProduceSpend.java"));
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.lastLine()).startsWith("sent to sluice.ad-spend.v1-");
            assertThat(InputTopics.decode(topics.read(Topic.AD_SPEND, 1), SpendReport.class, registry))
                    .extracting(SpendReport::getSpendMicros)
                    .containsExactly(100_500_000L);
        }
    }
}
