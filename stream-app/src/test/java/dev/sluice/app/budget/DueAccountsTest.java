package dev.sluice.app.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueAccountsTest {
    private final DueAccounts due = new DueAccounts(1_000, 0);

    @Test
    void aChangeAfterARestIsDueAtOnceAndTheNextOneAnIntervalLater() {
        due.changed("a");
        assertThat(due.next(5_000)).isEqualTo("a");
        due.again("a", 1_000_000);
        due.changed("a");
        assertThat(due.next(5_500)).isNull();
        assertThat(due.next(6_000)).isEqualTo("a");
    }

    @Test
    void accountsThatChangeAllTheTimeTakeTurns() {
        due.changed("a");
        due.changed("b");
        assertThat(due.next(0)).isEqualTo("a");
        due.changed("a");
        assertThat(due.next(1_000)).isEqualTo("b");
        assertThat(due.next(1_000)).isEqualTo("a");
    }

    @Test
    void anAccountAtRestIsDueWhenItAskedForIt() {
        due.changed("a");
        assertThat(due.next(0)).isEqualTo("a");
        due.again("a", 500);
        assertThat(due.next(499)).isNull();
        assertThat(due.next(500)).isEqualTo("a");
        assertThat(due.next(501)).isNull();
    }

    @Test
    void otherModelsMakeEveryAccountDue() {
        due.changed("a");
        assertThat(due.next(0)).isEqualTo("a");
        due.again("a", Long.MAX_VALUE);
        due.modelsAt(1);
        assertThat(due.next(2_000)).isEqualTo("a");
    }
}
