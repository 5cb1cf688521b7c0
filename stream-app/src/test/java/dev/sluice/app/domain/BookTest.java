package dev.sluice.app.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BookTest {
    @Test
    void whateverComesReceivedIsCountedDuplicateStaleSupersededOrRejected() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Book book = new Book();
            Map<Integer, long[]> known = new HashMap<>(); // entity -> revision, amount
            long received = 0;
            for (int i = 0; i < 500; i++) {
                int entity = random.nextInt(20);
                long revision = random.nextInt(10);
                // Credit notes are below 0.
                long amount = random.nextLong(-1_000_000_000L, 1_000_000_000_000L);
                received += amount;
                if (random.nextInt(10) == 0) {
                    book.reject(amount);
                } else {
                    long[] last = known.get(entity);
                    switch (Outcome.ofRevision(last != null, last == null ? 0 : last[0], revision)) {
                        case NEW -> {
                            book.accept(amount, 0);
                            known.put(entity, new long[] {revision, amount});
                        }
                        case REPLACED -> {
                            book.accept(amount, last == null ? 0 : last[1]);
                            known.put(entity, new long[] {revision, amount});
                        }
                        case DUPLICATE -> book.duplicate(amount);
                        case STALE -> book.stale(amount);
                        case REJECTED -> throw new AssertionError("no revision is rejected");
                    }
                }
                assertThat(book.difference()).isZero();
            }
            assertThat(book.received).isEqualTo(received);
            assertThat(book.counted)
                    .as("what counts is the latest truth of every entity")
                    .isEqualTo(known.values().stream().mapToLong(e -> e[1]).sum());
        }
    }

    @Test
    void aBookThatIsOffSaysByHowMuch() {
        Book book = new Book();
        book.accept(100, 0);
        book.counted -= 3;
        assertThat(book.difference()).isEqualTo(3);
    }

    @Test
    void amountsOverflowLoudly() {
        Book book = new Book();
        book.accept(Long.MAX_VALUE, 0);
        assertThatThrownBy(() -> book.duplicate(1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aHigherRevisionReplacesAnEqualOneRepeatsALowerOneIsStale() {
        assertThat(Outcome.ofRevision(false, 0, -5)).isEqualTo(Outcome.NEW);
        assertThat(Outcome.ofRevision(false, 9, 3)).isEqualTo(Outcome.NEW);
        assertThat(Outcome.ofRevision(true, 3, 4)).isEqualTo(Outcome.REPLACED);
        assertThat(Outcome.ofRevision(true, 3, 3)).isEqualTo(Outcome.DUPLICATE);
        assertThat(Outcome.ofRevision(true, 3, 2)).isEqualTo(Outcome.STALE);
        assertThat(Outcome.ofRevision(true, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(Outcome.REPLACED);
        assertThat(Outcome.values()).filteredOn(Outcome::isAccepted).containsExactly(Outcome.NEW, Outcome.REPLACED);
    }

    @Test
    void aTallyReceivesWhatItBooks() {
        Random random = new Random(3);
        Tally tally = new Tally();
        for (int i = 0; i < 1_000; i++) {
            tally.book(Outcome.values()[random.nextInt(Outcome.values().length)], random.nextInt(50));
            assertThat(tally.received).isEqualTo(tally.accepted + tally.duplicate + tally.stale + tally.rejected);
        }
    }
}
