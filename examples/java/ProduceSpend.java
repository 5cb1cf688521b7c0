import dev.sluice.event.SpendReport;
import dev.sluice.schemas.SluiceAvroSerializer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends one spend report. SluiceAvroSerializer and Confluent's KafkaAvroSerializer take the same settings. */
final class ProduceSpend {
    private ProduceSpend() {}

    public static void main(String[] args) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", System.getenv("SLUICE_BOOTSTRAP_SERVERS"),
                "schema.registry.url", System.getenv("SLUICE_SCHEMA_REGISTRY_URL"),
                "key.serializer", StringSerializer.class,
                "value.serializer", SluiceAvroSerializer.class,
                "enable.idempotence", true);
        Instant now = Instant.now();
        SpendReport report = SpendReport.newBuilder()
                .setAccount("java-shop")
                .setChannel("paid_search")
                .setCampaignId("brand")
                .setDay((int) LocalDate.parse("2026-03-02").toEpochDay())
                .setSpendMicros(100_500_000L) // 100.50 EUR
                .setCurrency("EUR")
                .setClicks(40L)
                .setRevision(now.toEpochMilli())
                .setReportedAt(now.toEpochMilli())
                .setSource("java-example")
                .build();
        try (var producer = new KafkaProducer<String, SpendReport>(settings)) {
            // The key is the account: everything of an account has to lie in one partition.
            var metadata = producer.send(new ProducerRecord<>("sluice.ad-spend.v1", report.getAccount(), report))
                    .get();
            System.out.println("sent to " + metadata);
        }
    }
}
