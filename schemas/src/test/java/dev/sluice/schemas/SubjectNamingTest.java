package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.Order;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

final class SubjectNamingTest {

    @Test
    void confluentsThreeStrategiesGiveConfluentsSubjects() {
        String confluent = "io.confluent.kafka.serializers.subject.";
        assertThat(SubjectNaming.named("TopicNameStrategy").subject("t", Order.getClassSchema()))
                .isEqualTo("t-value");
        assertThat(SubjectNaming.named(confluent + "RecordNameStrategy").subject("t", Order.getClassSchema()))
                .isEqualTo("dev.sluice.event.Order");
        assertThat(SubjectNaming.named(confluent + "TopicRecordNameStrategy").subject("t", Order.getClassSchema()))
                .isEqualTo("t-dev.sluice.event.Order");
        assertThatThrownBy(() -> SubjectNaming.named("MyStrategy")).isInstanceOf(ConfigException.class);
    }
}
