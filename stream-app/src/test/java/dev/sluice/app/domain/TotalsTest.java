package dev.sluice.app.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TotalsTest {
    /** Totals of random fields, about a third of them 0. */
    static ChannelTotals random(Random random) {
        ChannelTotals t = new ChannelTotals();
        try {
            for (Field field : ChannelTotals.class.getFields()) {
                field.setLong(t, random.nextInt(3) == 0 ? 0 : random.nextLong(-1_000, 1_000_000_000_000L));
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return t;
    }

    @Test
    void everyFieldIsSummedAndTakenBack() throws Exception {
        Random random = new Random(1);
        List<ChannelTotals> parts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            parts.add(random(random));
        }
        ChannelTotals sum = new ChannelTotals();
        parts.forEach(part -> sum.add(part, 1));
        for (Field field : ChannelTotals.class.getFields()) {
            long expected = 0;
            for (ChannelTotals part : parts) {
                expected += field.getLong(part);
            }
            assertThat(field.getLong(sum)).as(field.getName()).isEqualTo(expected);
        }
        Collections.shuffle(parts, random);
        parts.forEach(part -> sum.add(part, -1));
        assertThat(sum).usingRecursiveComparison().isEqualTo(new ChannelTotals());
        assertThat(sum.isEmpty()).isTrue();
    }

    @Test
    void aRowIsEmptyOnlyWhenNoEntityIsLeftInIt() {
        for (String source : List.of("spendReports", "seenClicks", "orders", "creditNotes", "newCustomers")) {
            ChannelTotals t = new ChannelTotals();
            try {
                ChannelTotals.class.getField(source).setLong(t, 1);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
            assertThat(t.isEmpty()).as(source).isFalse();
        }
        // A report of nothing is still a report.
        ChannelTotals zeroSpend = new ChannelTotals();
        zeroSpend.spendReports = 1;
        assertThat(zeroSpend.isEmpty()).isFalse();
    }

    @Test
    void moneyOverflowsLoudly() {
        ChannelTotals t = new ChannelTotals();
        t.spendMicros = Long.MAX_VALUE;
        ChannelTotals one = new ChannelTotals();
        one.spendMicros = 1;
        assertThatThrownBy(() -> t.add(one, 1)).isInstanceOf(ArithmeticException.class);
    }
}
