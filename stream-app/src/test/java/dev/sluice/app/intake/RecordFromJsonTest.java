package dev.sluice.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Objective;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Contracts;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

final class RecordFromJsonTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void whatTailPrintsReadsBackAsTheSameRecord() throws Exception {
        SpendReport report = SpendReport.newBuilder()
                .setAccount("Zürich \"A\"\t")
                .setChannel("paid_search")
                .setDay(20_000)
                .setSpendMicros(5)
                .setCurrency("EUR")
                .setImpressions(1000L)
                .setRevision(1)
                .setReportedAt(1_728_000_000_000L)
                .build();
        assertThat(read(report.toString(), report.getSchema())).isEqualTo(report);
    }

    @Test
    void everyContractReadsBackFromItsOwnJson() throws Exception {
        for (Class<? extends SpecificRecord> type : Contracts.all()) {
            SpecificRecord record =
                    (SpecificRecord) type.getDeclaredConstructor().newInstance();
            String text = SampleJson.of(record.getSchema());
            SpecificRecord first = read(text, record.getSchema());
            assertThat(json.readTree(first.toString())).as(type.getSimpleName()).isNotNull();
        }
    }

    @Test
    void avrosOwnFormOfUnionsAndAbsentFieldsAreTaken() throws Exception {
        SpecificRecord policy = read(
                "{\"account\":\"a\",\"revision\":2,\"updated_at\":3,\"weekly_budget_micros\":{\"long\":7},"
                        + "\"currency\":{\"string\":\"EUR\"},\"objective\":\"TARGET_ROAS\","
                        + "\"channels\":[{\"channel\":\"meta\",\"max_micros\":9}]}",
                BudgetPolicy.getClassSchema());
        BudgetPolicy typed = (BudgetPolicy) policy;
        assertThat(typed.getWeeklyBudgetMicros()).contains(7L);
        assertThat(typed.getCurrency()).contains("EUR");
        assertThat(typed.getObjective()).isEqualTo(Objective.TARGET_ROAS);
        assertThat(typed.getMaxWeeklyShift()).isEqualTo(0.15);
        assertThat(typed.getChannels().getFirst().getMaxMicros()).contains(9L);
        assertThat(typed.getChannels().getFirst().getLocked()).isFalse();
    }

    @Test
    void everyMisfitNamesItsPlace() {
        Schema clicks = ClickBatch.getClassSchema();
        for (List<String> pair : List.of(
                List.of("[]", "the value: must be an object"),
                List.of("{\"account\":1,\"clicks\":[]}", "account: must be a text, is 1"),
                List.of(
                        "{\"account\":\"a\",\"clicks\":[{\"click_id\":\"c\",\"channel\":\"x\",\"clicked_at\":1.5}]}",
                        "clicks[0].clicked_at: must be a whole number"),
                List.of("{\"account\":\"a\",\"clicks\":[],\"klicks\":1}", "klicks: ClickBatch has no such field"))) {
            assertThatThrownBy(() -> read(pair.getFirst(), clicks)).hasMessageContaining(pair.getLast());
        }
    }

    private SpecificRecord read(String text, Schema schema) throws Exception {
        return RecordFromJson.read(json.readTree(text), schema);
    }
}
