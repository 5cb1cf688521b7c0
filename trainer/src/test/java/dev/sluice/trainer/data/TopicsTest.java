package dev.sluice.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.FeatureRow;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TopicsTest {
    private static final LocalDate WEEK = LocalDate.of(2026, 1, 5);

    private static FeatureRow row(String channel, int week, @Nullable Double spend, @Nullable Double outcome) {
        Map<String, @Nullable Double> numbers = new HashMap<>();
        numbers.put("spend", spend);
        Map<String, @Nullable String> categories = new HashMap<>();
        categories.put("channel", channel.equals("direct") ? null : channel);
        FeatureRow.Builder row = FeatureRow.newBuilder()
                .setAccount("acme")
                .setChannel(channel)
                .setWeek(WEEK.plusWeeks(week))
                .setScoredAt(Instant.EPOCH)
                .setKind("cac")
                .setModelVersion("1")
                .setNumbers(numbers)
                .setCategories(categories);
        return outcome == null ? row.build() : row.setOutcome(outcome).build();
    }

    @Test
    void everyWeekIsTheLastRowThatCameWithAnOutcome() throws Exception {
        FeatureRow other =
                FeatureRow.newBuilder(row("meta", 0, 7.0, 7.0)).setKind("roas").build();
        List<FeatureRow> rows = List.of(
                row("meta", 1, 1.0, null),
                row("meta", 0, 2.0, 20.0),
                row("meta", 0, 3.0, 30.0),
                row("meta", 0, 4.0, null),
                row("direct", 0, null, 40.0),
                row("meta", 2, 5.0, Double.NaN),
                other);

        FeatureTopic.Features features = FeatureTopic.from(rows, "cac");

        assertThat(features.withoutOutcome()).isEqualTo(3);
        Dataset dataset = features.dataset();
        assertThat(dataset.target()).containsExactly(40, 30);
        assertThat(dataset.numbers()[0]).containsExactly(Double.NaN, 3);
        assertThat(dataset.categories()[0]).containsExactly(null, "meta");
        assertThat(dataset.series()).containsExactly("acme/direct", "acme/meta");
        assertThat(dataset.days()).containsOnly(WEEK.toEpochDay());
    }

    @Test
    void theOrderOfSeriesLeavesNoTrace() throws Exception {
        List<FeatureRow> rows = new ArrayList<>();
        for (int week = 0; week < 5; week++) {
            rows.add(row("meta", week, 1.0 * week, 2.0 * week));
            rows.add(row("email", week, 3.0 * week, 4.0 * week));
        }
        String hash = DatasetHash.sha256(FeatureTopic.from(rows, "cac").dataset());
        Collections.reverse(rows);

        assertThat(DatasetHash.sha256(FeatureTopic.from(rows, "cac").dataset())).isEqualTo(hash);
    }

    @Test
    void rowsWithoutAnyOutcomeAreNothingToLearnFrom() {
        assertThatThrownBy(() -> FeatureTopic.from(List.of(row("meta", 0, 1.0, null)), "cac"))
                .hasMessage("the rows: no row of kind \"cac\" has an outcome yet (1 have none; other kinds: none)");
        assertThatThrownBy(() -> FeatureTopic.from(List.of(row("meta", 0, 1.0, 1.0)), "ltv"))
                .hasMessageContaining("other kinds: [cac]");
    }

    @Test
    void aTopicIsReadToItsEndAndBadRecordsAreCounted() throws Exception {
        TopicFixture topic = new TopicFixture()
                .sendRow(0, row("meta", 0, 1.0, 10.0))
                .sendRow(1, row("email", 0, 2.0, 20.0))
                .send(1, new byte[] {9, 9})
                .send(0, (byte[]) null)
                .send(0, new byte[] {0, 0, 0, 0, 77});
        List<Long> progress = new ArrayList<>();
        try (TopicReader reader = topic.reader()) {
            FeatureTopic.Read read = FeatureTopic.read(
                    reader, TopicFixture.TOPIC, topic.registry, "cac", (at, all) -> progress.add(at * 100 / all));

            assertThat(read.features().dataset().target()).containsExactly(20, 10);
            assertThat(read.outcome().records()).isEqualTo(5);
            assertThat(read.outcome().unreadable()).isEqualTo(2);
            assertThat(read.outcome().firstFault())
                    .startsWith("sluice.features.v1-")
                    .contains(" offset ");
            assertThat(progress).isNotEmpty().isSorted().endsWith(100L);
            assertThatThrownBy(() ->
                            FeatureTopic.read(reader, "sluice.feature.v1", topic.registry, "cac", ReadProgress.SILENT))
                    .hasMessage("no topic \"sluice.feature.v1\"; did you mean \"sluice.features.v1\"?");
        }
    }

    private static final Schema SALE = new Schema.Parser().parse("""
                    {"type":"record","name":"Sale","namespace":"shop","fields":[
                     {"name":"amount","type":["null",{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}]},
                     {"name":"units","type":"int"},
                     {"name":"online","type":"boolean"},
                     {"name":"day","type":{"type":"int","logicalType":"date"}},
                     {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
                     {"name":"tags","type":{"type":"array","items":"string"}},
                     {"name":"customer","type":["null",{"type":"record","name":"Customer","fields":[
                       {"name":"city","type":["null","string"]},{"name":"age","type":["null","long"]}]}]}]}""");

    private static GenericRecord sale(int units, @Nullable GenericRecord customer) {
        GenericRecord sale = new GenericData.Record(SALE);
        sale.put("amount", units == 0 ? null : ByteBuffer.wrap(new byte[] {(byte) 0xFF, 0x38}));
        sale.put("units", units);
        sale.put("online", units > 0);
        sale.put("day", 20_000);
        sale.put("at", 20_000L * 86_400_000_000L - 1);
        sale.put("tags", List.of("a"));
        sale.put("customer", customer);
        return sale;
    }

    private static AvroTopic.Read read(TopicReader reader, TopicFixture topic, AvroTopic.Rows which)
            throws TableException {
        return AvroTopic.read(reader, TopicFixture.TOPIC, topic.registry, which, ReadProgress.SILENT);
    }

    @Test
    void anyAvroTopicIsATable() throws Exception {
        Schema customerSchema = SALE.getField("customer").schema().getTypes().get(1);
        GenericRecord customer = new GenericData.Record(customerSchema);
        customer.put("city", "Köln");
        customer.put("age", 44L);
        TopicFixture topic = new TopicFixture()
                .send(0, sale(0, null))
                .send(0, sale(3, customer))
                .send(0, new byte[] {1});
        try (TopicReader reader = topic.reader()) {
            AvroTopic.Read read = read(reader, topic, AvroTopic.Rows.ALL);
            Table table = read.table();

            assertThat(table.numbers("amount").values()).containsExactly(Double.NaN, -2.0);
            assertThat(table.numbers("units").values()).containsExactly(0, 3);
            assertThat(table.numbers("online").values()).containsExactly(0, 1);
            assertThat(table.dates("day").days()).containsExactly(20_000, 20_000);
            assertThat(table.dates("at").days()).containsExactly(19_999, 19_999);
            assertThat(table.numbers("customer.age").values()).containsExactly(Double.NaN, 44);
            assertThat(((Column.Categories) table.column("customer.city")).values())
                    .containsExactly(null, "Köln");
            assertThat(table.remarks())
                    .containsExactly("topic sluice.features.v1: left out, neither number, category nor date: [tags]");
            assertThat(read.outcome().unreadable()).isEqualTo(1);
        }
    }

    @Test
    void theLastRecordOfAKeyCountsWhereThatIsAskedForAndATombstoneTakesItAway() throws Exception {
        TopicFixture topic = new TopicFixture()
                .send(1, "b", sale(5, null))
                .send(0, "a", sale(1, null))
                .send(0, "gone", sale(2, null))
                .send(0, "a", sale(3, null))
                .send(0, "gone", (GenericRecord) null)
                .send(1, "b", new byte[] {1})
                .send(0, (String) null, sale(4, null))
                .send(0, (String) null, sale(4, null));
        try (TopicReader reader = topic.reader()) {
            AvroTopic.Read read = read(reader, topic, AvroTopic.Rows.LATEST_PER_KEY);

            assertThat(read.table().numbers("units").values()).containsExactly(3, 4, 4, 5);
            assertThat(read.outcome().unreadable()).isEqualTo(1);
        }
        try (TopicReader reader = topic.reader()) {
            Table all = read(reader, topic, AvroTopic.Rows.ALL).table();

            assertThat(all.numbers("units").values()).containsExactly(1, 2, 3, 4, 4, 5);
        }
        TopicFixture deleted = new TopicFixture().send(0, "a", sale(1, null)).send(0, "a", (GenericRecord) null);
        try (TopicReader reader = deleted.reader()) {
            assertThatThrownBy(() -> read(reader, deleted, AvroTopic.Rows.LATEST_PER_KEY))
                    .hasMessage("topic sluice.features.v1: every record is followed by a tombstone");
        }
    }

    @Test
    void aFieldThatChangesItsTypeIsRefused() throws Exception {
        Schema number = SchemaBuilder.record("R").fields().requiredInt("x").endRecord();
        Schema text = SchemaBuilder.record("R").fields().requiredString("x").endRecord();
        GenericRecord first = new GenericData.Record(number);
        first.put("x", 1);
        GenericRecord second = new GenericData.Record(text);
        second.put("x", "one");
        TopicFixture topic = new TopicFixture().send(0, first).send(0, second);
        try (TopicReader reader = topic.reader()) {
            assertThatThrownBy(() -> read(reader, topic, AvroTopic.Rows.ALL))
                    .hasMessage("topic sluice.features.v1: the type of [x] changed on the way");
        }
        TopicFixture empty = new TopicFixture();
        try (TopicReader reader = empty.reader()) {
            assertThatThrownBy(() -> read(reader, empty, AvroTopic.Rows.ALL))
                    .hasMessage("topic sluice.features.v1 is empty");
        }
    }

    @Test
    void settingsThatMakeNoSenseAreSaid() {
        assertThatThrownBy(() -> TopicReader.open(Map.of("bootstrap.servers", "nowhere")))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("Kafka: ");
    }
}
