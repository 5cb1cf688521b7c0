package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.command.CommandLineFixture.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static CommandLineFixture cluster;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        cluster = new CommandLineFixture();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private String file(String text) throws Exception {
        return Files.writeString(directory.resolve("policy.yaml"), text).toString();
    }

    @Test
    void whatIsSetIsShownAndCanBeSetAgain() throws Exception {
        CommandLineFixture.World world = cluster.world();
        Ran first = world.run(
                        "policy",
                        "set",
                        file("weekly_budget: 5000\ntime_zone: Europe/Berlin\nchannels: {email: {locked: true}}"),
                        "--account",
                        "acme")
                .endsWith(0);
        assertThat(first.out()).contains("acme, revision 1").contains(world.topic("budget-policies"));

        Ran shown = world.run("policy", "show", "--account", "acme").endsWith(0);
        assertThat(shown.out())
                .contains(
                        "# acme, revision 1",
                        "weekly_budget: 5000",
                        "time_zone: Europe/Berlin",
                        "email: {locked: true}");

        Ran again = world.run("policy", "set", file(shown.out()), "--account", "acme")
                .endsWith(0);
        assertThat(again.out()).contains("revision 2");
        world.run("policy", "set", file("objective: max_profit\nmargin: 40%"), "--account", "acme")
                .endsWith(0);
        assertThat(world.run("policy", "show").endsWith(0).out())
                .contains("revision 3", "objective: max_profit", "margin: 0.4")
                .as("settings that a file does not name stay; the rest does not")
                .contains("time_zone: Europe/Berlin")
                .doesNotContain("weekly_budget", "locked");
    }

    @Test
    void aPolicyThatMakesNoSenseIsNotSentAndTheFaultIsOneLine() throws Exception {
        CommandLineFixture.World world = cluster.world();
        Ran ran = world.run("policy", "set", file("objective: target_roas"), "--account", "acme")
                .endsWith(6);
        assertThat(ran.err().lines())
                .singleElement()
                .asString()
                .contains("policy.yaml", "TARGET_ROAS needs target_roas");
        ran = world.run("policy", "set", file("weekly_budget: 10\nchannels: {tv: {min: 20}}"), "--account", "acme")
                .endsWith(6);
        assertThat(ran.err()).contains("more than weekly_budget_micros");
        ran = world.run("policy", "set", "nowhere.yaml", "--account", "acme").endsWith(6);
        assertThat(ran.err()).contains("nowhere.yaml can't be read");
        world.run("policy").endsWith(2);
    }

    @Test
    void anAccountWithoutAPolicyIsToldWhatHolds() {
        CommandLineFixture.World world = cluster.world();
        world.run("topics", "create").endsWith(0);
        assertThat(world.run("policy", "show", "--account", "acme").endsWith(6).err())
                .contains("No policy is in force", "defaults");
    }
}
