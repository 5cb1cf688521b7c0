package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Main;
import dev.sluice.schemas.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TopicManifestTest {
    @Test
    void theCommittedManifestIsWhatTheCatalogueSays() throws Exception {
        Path committed = Path.of(System.getProperty("sluice.root", ".."), "deploy", "strimzi", "topics.yaml");
        assertThat(Files.readString(committed))
                .as("run: ./sluice topics manifest > deploy/strimzi/topics.yaml")
                .isEqualTo(print());
    }

    @Test
    void prefixPartitionsAndReplicasAreTheConfigurations() {
        String yaml = print("--topic-prefix", "My_co.", "--set", "partitions=3", "--set", "replication.factor=2");
        assertThat(yaml)
                .contains(
                        "name: my-co.ad-spend.v1\n",
                        "topicName: My_co.ad-spend.v1\n",
                        "partitions: 3\n",
                        "replicas: 2\n");
        assertThat(yaml.lines().filter(l -> l.equals("kind: KafkaTopic"))).hasSize(Topic.values().length);
    }

    private static String print(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "topics";
        args[1] = "manifest";
        System.arraycopy(options, 0, args, 2, options.length);
        StringWriter out = new StringWriter();
        assertThat(Main.run(args, new PrintWriter(out), new PrintWriter(new StringWriter()), Map.of()))
                .isZero();
        return out.toString();
    }
}
