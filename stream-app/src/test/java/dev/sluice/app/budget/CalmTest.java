package dev.sluice.app.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.budget.Calm.State;
import org.junit.jupiter.api.Test;

class CalmTest {
    private static State state(long events, long complete) {
        return new State(events, complete, 0, 0, 20_000);
    }

    @Test
    void whileAHistoryStreamsInTheFirstLooksAreAnsweredAndThenTheRest() {
        Calm calm = Calm.first(state(1, 1));
        assertThat(calm.isToAnswer(false)).isTrue();
        calm = calm.answered(false).next(state(2, 2));
        assertThat(calm.isToAnswer(false)).isTrue();
        calm = calm.answered(false);
        for (int look = 3; look < 30; look++) {
            calm = calm.next(state(look, look));
            assertThat(calm.isToAnswer(false)).as("look %d", look).isFalse();
        }
        calm = calm.next(calm.state());
        assertThat(calm.isToAnswer(true)).isTrue();
        calm = calm.answered(true).next(calm.state());
        assertThat(calm.isToAnswer(true)).as("said already").isFalse();
    }

    @Test
    void anAccountThatNeverRestsIsAnsweredOnceItsCompleteWeeksDo() {
        Calm calm = Calm.first(state(1, 1)).answered(false);
        for (int look = 2; look < 10; look++) {
            calm = calm.next(state(look, look));
            calm = calm.isToAnswer(false) ? calm.answered(false) : calm;
        }
        calm = calm.next(state(10, 9));
        assertThat(calm.isToAnswer(false)).isTrue();
        calm = calm.answered(false).next(state(11, 9));
        assertThat(calm.isToAnswer(false)).as("the running week alone moves").isFalse();
    }
}
