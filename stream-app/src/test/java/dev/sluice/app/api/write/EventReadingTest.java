package dev.sluice.app.api.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.intake.EventRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventReadingTest {
    static final String SPEND = "{\"type\":\"spend\",\"account\":\"acme\",\"channel\":\"meta\",\"day\":20454,"
            + "\"spend_micros\":5000000,\"currency\":\"EUR\",\"revision\":1,\"reported_at\":1767312000000}";
    static final String CLICK = "{\"type\":\"click\",\"account\":\"acme\",\"click_id\":\"c1\",\"channel\":\"meta\","
            + "\"clicked_at\":1767312000000}";
    static final String ORDER = "{\"type\":\"order\",\"account\":\"acme\",\"order_id\":\"o1\",\"revision\":1,"
            + "\"status\":\"PLACED\",\"placed_at\":1767312000000,\"updated_at\":1767312000000,\"currency\":\"EUR\","
            + "\"total_micros\":9000000}";

    private final EventReading reading = new EventReading(
            new EventRules(Instant.parse("2026-03-02T00:00:00Z").toEpochMilli()));

    private List<EventItem> json(String text) throws IOException {
        return reading.ofJson(new ObjectMapper().readTree(text));
    }

    private List<EventItem> lines(String text) {
        return reading.ofLines(text.getBytes(StandardCharsets.UTF_8));
    }

    private EventItem.Refused refused(String text) throws IOException {
        EventItem item = json(text).getFirst();
        assertThat(item).isInstanceOf(EventItem.Refused.class);
        return (EventItem.Refused) item;
    }

    @Test
    void everyTypeIsReadFromJsonAndFromLines() throws IOException {
        for (List<EventItem> items : List.of(
                json("[" + SPEND + "," + CLICK + "," + ORDER + "]"), lines(SPEND + "\n\n" + CLICK + "\r\n" + ORDER))) {
            assertThat(items).hasSize(3);
            assertThat(items.get(0)).isInstanceOf(EventItem.Spend.class);
            assertThat(((EventItem.Clicked) items.get(1)).click().getClickId()).isEqualTo("c1");
            assertThat(((EventItem.Ordered) items.get(2)).order().getTotalMicros())
                    .isEqualTo(9_000_000);
            assertThat(items).extracting(EventItem::index).containsExactly(0, 1, 2);
        }
        assertThat(json(SPEND)).hasSize(1);
    }

    @Test
    void aFaultySiblingTakesNothingFromTheOthers() {
        List<EventItem> items = lines(SPEND + "\n{\"type\":\n" + ORDER + "\n[1]\n");
        assertThat(items.get(0)).isInstanceOf(EventItem.Spend.class);
        assertThat(items.get(1)).isInstanceOf(EventItem.Refused.class);
        assertThat(items.get(2)).isInstanceOf(EventItem.Ordered.class);
        assertThat(items.get(3)).isInstanceOf(EventItem.Refused.class);
    }

    @Test
    void aMisfitNamesItsPlace() throws IOException {
        assertThat(refused(SPEND.replace("5000000", "\"5\"")).pointer()).isEqualTo("/spend_micros");
        assertThat(refused(SPEND.replace("\"meta\"", "\"meta\",\"chanel\":1")).pointer())
                .isEqualTo("/chanel");
        assertThat(refused(CLICK.replace("\"account\":\"acme\",", "")).pointer())
                .isEqualTo("/account");
        assertThat(refused(SPEND.replace("spend\"", "spent\"")).pointer()).isEqualTo("/type");
        assertThat(refused("7").code()).isEqualTo("MISFIT");
    }

    @Test
    void intakesRulesHoldWithIntakesCodes() throws IOException {
        EventItem.Refused negative = refused(SPEND.replace("5000000", "-5"));
        assertThat(negative.code()).isEqualTo("NEGATIVE_SPEND");
        assertThat(negative.pointer()).isEqualTo("/spend_micros");
        assertThat(refused(SPEND.replace("EUR", "EUX")).code()).isEqualTo("UNKNOWN_CURRENCY");
        assertThat(refused(CLICK.replace("c1", "")).code()).isEqualTo("INVALID_ID");
        assertThat(refused(ORDER.replace("\"placed_at\":1767312000000", "\"placed_at\":1867312000000"))
                        .code())
                .isEqualTo("IN_THE_FUTURE");
        assertThat(refused(SPEND.replace("acme", "?/1")).code()).isEqualTo("INVALID_KEY");
    }
}
