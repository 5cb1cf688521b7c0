package dev.sluice.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.LiftTest;
import dev.sluice.trainer.data.AccountWeeks.Outcome;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An account's history as response models learn from it. */
final class AccountWeeksTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-01-05");

    /** Rows of account, channel, week, status, spend, revenue, new customers. */
    private static Table table(Object[]... rows) {
        LinkedHashMap<String, Column> columns = new LinkedHashMap<>();
        columns.put("account", texts(0, rows));
        columns.put("channel", texts(1, rows));
        columns.put("status", texts(3, rows));
        String[] currencies = new String[rows.length];
        long[] days = new long[rows.length];
        double[][] numbers = new double[3][rows.length];
        for (int i = 0; i < rows.length; i++) {
            currencies[i] = "EUR";
            days[i] = MONDAY.plusWeeks((int) rows[i][2]).toEpochDay();
            for (int n = 0; n < 3; n++) {
                numbers[n][i] = (int) rows[i][4 + n] * (n < 2 ? 1e6 : 1);
            }
        }
        columns.put("currency", new Column.Categories(currencies));
        columns.put("week", new Column.Dates(days));
        columns.put("spend_micros", new Column.Numbers(numbers[0]));
        columns.put("revenue_micros", new Column.Numbers(numbers[1]));
        columns.put("new_customers", new Column.Numbers(numbers[2]));
        return new Table("channel-metrics", columns);
    }

    private static Column texts(int at, Object[]... rows) {
        String[] texts = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            texts[i] = (String) rows[i][at];
        }
        return new Column.Categories(texts);
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static final Table HISTORY = table(
            row("acme", "search", 0, "FINAL", 10, 100, 3),
            row("acme", "email", 0, "FINAL", 0, 50, 1),
            row("acme", "search", 2, "SETTLING", 20, 120, 4),
            row("acme", "meta", 2, "SETTLING", 5, 30, 1),
            row("acme", "search", 3, "OPEN", 7, 9, 0),
            row("zeta", "search", 1, "FINAL", 1, 2, 1));

    @Test
    void theOutcomeIsThatOfAllChannelsTheSpendThatOfThePaidOnesAndRunningWeeksAreLeftOut() throws TableException {
        List<AccountWeeks> all = AccountWeeks.of(HISTORY, Set.of(), Outcome.REVENUE);

        assertThat(all).extracting(AccountWeeks::account).containsExactly("acme", "zeta");
        AccountWeeks acme = all.getFirst();
        assertThat(acme.weeks()).containsExactly(MONDAY, MONDAY.plusWeeks(1), MONDAY.plusWeeks(2));
        assertThat(acme.outcome()).containsExactly(150, 0, 150);
        assertThat(acme.channels()).containsExactly("meta", "search");
        assertThat(acme.spend()[0]).containsExactly(0, 0, 5);
        assertThat(acme.spend()[1]).containsExactly(10, 0, 20);
        assertThat(acme.currency()).isEqualTo("EUR");
    }

    @Test
    void newCustomersAreAnotherOutcome() throws TableException {
        assertThat(AccountWeeks.of(HISTORY, Set.of("acme"), Outcome.NEW_CUSTOMERS)
                        .getFirst()
                        .outcome())
                .containsExactly(4, 0, 5);
    }

    @Test
    void anAccountThatIsNotThereIsNamedWithTheOneThatIsMeant() {
        assertThatThrownBy(() -> AccountWeeks.of(HISTORY, Set.of("acne"), Outcome.REVENUE))
                .isInstanceOf(TableException.class)
                .hasMessage("channel-metrics: no account \"acne\"; did you mean \"acme\"?");
    }

    @Test
    void ofALiftTestTheHighestRevisionCountsAndAWithdrawnOneDoesNot() throws TableException {
        TopicFixture topic = new TopicFixture()
                .sendRow(0, test("t1", 2, 40, false))
                .sendRow(0, test("t1", 1, 10, false))
                .sendRow(1, test("t2", 1, 5, false))
                .send(1, new byte[] {1, 2, 3})
                .sendRow(1, test("t2", 2, 5, true));
        LiftTests tests = LiftTests.read(topic.reader(), TopicFixture.TOPIC, topic.registry);

        assertThat(tests.of("acme", "revenue")).singleElement().satisfies(test -> {
            assertThat(test.deltaOutcome()).isEqualTo(40);
            assertThat(test.deltaSpend()).isEqualTo(2.5);
            assertThat(test.spend()).isNaN();
        });
        assertThat(tests.of("acme", "new_customers")).isEmpty();
        assertThat(tests.outcome().unreadable()).isEqualTo(1);
        assertThat(tests.outcome().firstFault()).contains("sluice.features.v1-1 offset 1");
    }

    private static LiftTest test(String id, long revision, double deltaOutcome, boolean withdrawn) {
        return LiftTest.newBuilder()
                .setAccount("acme")
                .setTestId(id)
                .setChannel("search")
                .setDeltaSpendMicros(2_500_000)
                .setDeltaOutcome(deltaOutcome)
                .setStandardError(1)
                .setRevision(revision)
                .setWithdrawn(withdrawn)
                .build();
    }
}
