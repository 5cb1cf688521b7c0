package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Main;
import dev.sluice.app.command.KafkaRights.Kind;
import dev.sluice.app.command.KafkaRights.Operation;
import dev.sluice.app.command.KafkaRights.Right;
import dev.sluice.schemas.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class UserManifestTest {
    private static final List<KafkaRights> USERS = KafkaRights.of("sluice.", "sluice");

    @Test
    void theCommittedManifestIsWhatTheCatalogueSays() throws Exception {
        Path committed = Path.of(System.getProperty("sluice.root", ".."), "deploy", "strimzi", "users.yaml");
        assertThat(Files.readString(committed))
                .as("run: ./sluice topics users > deploy/strimzi/users.yaml")
                .isEqualTo(print());
    }

    @Test
    void prefixApplicationAndClusterAreTheConfigurations() {
        assertThat(print("--topic-prefix", "co.", "--set", "application.id=river", "--cluster", "big"))
                .contains("strimzi.io/cluster: big\n", "name: co.ad-spend.v1\n", "name: river\n", "name: river-\n")
                .doesNotContain("name: sluice.");
    }

    @Test
    void theAppMayReadEveryTopicOfTheCatalogueAndWriteAllButModels() {
        for (Topic topic : Topic.values()) {
            assertThat(operations("app", topic)).contains(Operation.READ, Operation.DESCRIBE_CONFIGS);
            assertThat(operations("app", topic).contains(Operation.WRITE)).isEqualTo(topic != Topic.MODELS);
        }
    }

    @Test
    void nobodyMayMakeChangeOrDeleteATopicOfTheCatalogue() {
        for (KafkaRights user : USERS) {
            for (Right right : user.rights()) {
                if (right.name().startsWith("sluice.")) {
                    assertThat(right.prefix()).isFalse();
                    assertThat(right.operations()).doesNotContain(Operation.CREATE, Operation.DELETE);
                }
            }
        }
    }

    @Test
    void onlyTheAppMayTouchItsStateAndItsTransactions() {
        for (KafkaRights user : USERS) {
            Set<Kind> own = user.rights().stream()
                    .filter(right -> right.name().equals("sluice-"))
                    .map(Right::kind)
                    .collect(Collectors.toSet());
            assertThat(own).isEqualTo(user.user().equals("app") ? Set.of(Kind.TOPIC, Kind.TRANSACTIONAL_ID) : Set.of());
        }
    }

    @Test
    void feedsMayOnlySendWhatTheyFeed() {
        for (Topic topic : Topic.values()) {
            boolean fed = Set.of(Topic.AD_SPEND, Topic.AD_CLICKS, Topic.ORDERS).contains(topic);
            assertThat(operations("feeds", topic))
                    .isEqualTo(fed ? Set.of(Operation.WRITE, Operation.DESCRIBE) : Set.of());
        }
    }

    private static Set<Operation> operations(String user, Topic topic) {
        return USERS.stream()
                .filter(each -> each.user().equals(user))
                .flatMap(each -> each.rights().stream())
                .filter(right -> right.kind() == Kind.TOPIC && right.name().equals(topic.fullName("sluice.")))
                .flatMap(right -> right.operations().stream())
                .collect(Collectors.toSet());
    }

    private static String print(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "topics";
        args[1] = "users";
        System.arraycopy(options, 0, args, 2, options.length);
        StringWriter out = new StringWriter();
        assertThat(Main.run(args, new PrintWriter(out), new PrintWriter(new StringWriter()), Map.of()))
                .isZero();
        return out.toString();
    }
}
