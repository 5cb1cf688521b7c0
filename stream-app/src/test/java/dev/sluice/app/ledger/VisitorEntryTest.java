package dev.sluice.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.ledger.VisitorEntry.Visit;
import dev.sluice.app.state.RoundTrip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VisitorEntryTest {
    @Test
    void theLastClickAtOrBeforeTheOrderGetsIt() {
        VisitorEntry visitor =
                of(List.of(new Visit(10, "a", "meta"), new Visit(20, "b", "email"), new Visit(30, "c", "tiktok")));
        assertThat(visitor.lastBefore(9, 100)).isNull();
        assertThat(visitor.lastBefore(10, 100)).isEqualTo(new Visit(10, "a", "meta"));
        assertThat(visitor.lastBefore(29, 100)).isEqualTo(new Visit(20, "b", "email"));
        assertThat(visitor.lastBefore(1_000, 1_000)).isEqualTo(new Visit(30, "c", "tiktok"));
    }

    @Test
    void theLookBackIncludesItsLastMoment() {
        VisitorEntry visitor = of(List.of(new Visit(100, "a", "meta")));
        assertThat(visitor.lastBefore(150, 50)).isNotNull();
        assertThat(visitor.lastBefore(151, 50)).isNull();
        assertThat(new VisitorEntry().lastBefore(100, 50)).isNull();
    }

    @Test
    void ofTwoClicksAtTheSameMomentTheGreaterIdWins() {
        Visit a = new Visit(10, "a", "meta");
        Visit b = new Visit(10, "b", "email");
        assertThat(of(List.of(a, b)).lastBefore(10, 0)).isEqualTo(b);
        assertThat(of(List.of(b, a)).lastBefore(10, 0)).isEqualTo(b);
    }

    @Test
    void theOrderOfArrivalLeavesNoTrace() {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            List<Visit> visits = visits(random, 1 + random.nextInt(60), 20);
            byte[] first = RoundTrip.bytes(VisitorEntry.CODEC, of(visits));
            Collections.shuffle(visits, random);
            assertThat(RoundTrip.bytes(VisitorEntry.CODEC, of(visits))).isEqualTo(first);
        }
    }

    @Test
    void aRobotKeepsItsLatestClicksInWhateverOrderTheyCame() {
        Random random = new Random(6);
        List<Visit> visits = visits(random, VisitorEntry.MAX_CLICKS + 500, 1_000_000);
        List<Visit> latest = visits.stream().sorted(Visit.ORDER).skip(500).toList();
        byte[] expected = RoundTrip.bytes(VisitorEntry.CODEC, of(latest));
        assertThat(RoundTrip.bytes(VisitorEntry.CODEC, of(visits))).isEqualTo(expected);
        visits.sort(Comparator.comparing(Visit::clickedAt).reversed());
        assertThat(RoundTrip.bytes(VisitorEntry.CODEC, of(visits))).isEqualTo(expected);
    }

    private static VisitorEntry of(List<Visit> visits) {
        VisitorEntry visitor = new VisitorEntry();
        visits.forEach(visitor::add);
        return visitor;
    }

    private static List<Visit> visits(Random random, int count, int span) {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            visits.add(new Visit(random.nextInt(span), "c" + i, "meta"));
        }
        return visits;
    }
}
