package dev.sluice.trainer.command;

import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.trainer.data.AccountWeeks;
import dev.sluice.trainer.data.AvroTopic;
import dev.sluice.trainer.data.LiftTests;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.data.TopicReader;
import dev.sluice.trainer.response.LiftTest;
import dev.sluice.trainer.response.ResponseData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Weeks of spend and outcome from the app's own topics. */
final class ResponseTopics {
    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "Instead of --data: the app's channel-weeks, channel-metrics")
    String topic = "";

    @Option(
            names = "--account",
            split = ",",
            paramLabel = "ACCOUNT",
            description = "With --topic: the accounts to learn (default: all, one model each)")
    private List<String> accounts = List.of();

    @Mixin
    private Connection connection = new Connection();

    /** One case an account, with the lift tests that are on their topic where they are asked for. */
    List<ResponseCase> read(Surroundings around, String kind, boolean liftTests) throws TableException {
        return Topics.read(connection, around.env(), (reader, registry) -> {
            AvroTopic.Read read = metrics(around, reader, registry);
            List<AccountWeeks> all = AccountWeeks.of(
                    read.table(),
                    Set.copyOf(accounts),
                    kind.equals(ResponseCard.RESPONSE)
                            ? AccountWeeks.Outcome.REVENUE
                            : AccountWeeks.Outcome.NEW_CUSTOMERS);
            LiftTests tests = liftTests ? tests(around, reader, registry) : LiftTests.NONE;
            List<ResponseCase> cases = new ArrayList<>();
            for (AccountWeeks weeks : all) {
                cases.add(of(
                        weeks,
                        read.table().source(),
                        kind,
                        known(around, weeks, tests.of(weeks.account(), outcome(kind)))));
            }
            return cases;
        });
    }

    private AvroTopic.Read metrics(Surroundings around, TopicReader reader, SchemaRegistry registry)
            throws TableException {
        String prefix = connection.topicPrefix(around.env());
        String name = reader.find(Topic.byName(topic, prefix)
                .map(known -> List.of(topic, known.fullName(prefix)))
                .orElse(List.of(topic)));
        try (ProgressLine progress = new ProgressLine(around.err())) {
            AvroTopic.Read read = AvroTopic.read(
                    reader,
                    name,
                    registry,
                    AvroTopic.Rows.LATEST_PER_KEY,
                    (done, all) -> progress.step(done, all, "records of " + name));
            told(around, name, read.outcome(), read.table().size() + " channel-weeks");
            return read;
        }
    }

    private LiftTests tests(Surroundings around, TopicReader reader, SchemaRegistry registry) throws TableException {
        String name = Topic.LIFT_TESTS.fullName(connection.topicPrefix(around.env()));
        LiftTests tests = LiftTests.read(reader, name, registry);
        told(around, name, tests.outcome(), tests.all().size() + " lift tests");
        return tests;
    }

    private static void told(Surroundings around, String topic, TopicReader.Outcome outcome, String what) {
        String fault = outcome.firstFault() == null ? "" : ", the first: " + outcome.firstFault();
        around.err()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %,d records, %s, %,d unreadable%s",
                        topic,
                        outcome.records(),
                        what,
                        outcome.unreadable(),
                        fault));
    }

    /** The account's tests that make sense; the others are named and left out. */
    private static List<LiftTest> known(Surroundings around, AccountWeeks weeks, List<LiftTests.Entry> tests) {
        List<LiftTest> known = new ArrayList<>();
        for (LiftTests.Entry entry : tests) {
            LiftTest test = new LiftTest(
                    entry.channel(), entry.spend(), entry.deltaSpend(), entry.deltaOutcome(), entry.standardError());
            String fault = weeks.channels().contains(entry.channel())
                    ? LiftTestFile.fault(test)
                    : "the account never spent on \"" + entry.channel() + "\"";
            if (fault == null) {
                known.add(test);
            } else {
                around.err()
                        .println("Lift test " + entry.testId() + " of " + weeks.account() + " is left out: " + fault);
            }
        }
        return known;
    }

    private static String outcome(String kind) {
        return kind.equals(ResponseCard.RESPONSE) ? "revenue" : "new_customers";
    }

    private static ResponseCase of(AccountWeeks weeks, String source, String kind, List<LiftTest> tests) {
        boolean revenue = kind.equals(ResponseCard.RESPONSE);
        return new ResponseCase(
                weeks.account(),
                source,
                outcome(kind),
                revenue ? weeks.currency() : "customers",
                new ResponseData(
                        weeks.weeks(),
                        weeks.outcome(),
                        weeks.channels(),
                        weeks.spend(),
                        List.of(),
                        new double[0][],
                        tests));
    }
}
