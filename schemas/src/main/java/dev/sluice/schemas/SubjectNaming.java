package dev.sluice.schemas;

import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** How the registry subject of a record's value is named: Confluent's three strategies. */
public enum SubjectNaming {
    /** {@code topic-value}: one kind of record a topic. The default, and what Sluice's topics use. */
    TOPIC_NAME,
    /** The record's full name: one history a record, wherever it is written. */
    RECORD_NAME,
    /** {@code topic-} and the record's full name. */
    TOPIC_RECORD_NAME;

    static final String KEY = "value.subject.name.strategy";

    private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

    /** The subject of values of this schema on this topic. */
    public String subject(String topic, Schema schema) {
        return switch (this) {
            case TOPIC_NAME -> topic + "-value";
            case RECORD_NAME -> schema.getFullName();
            case TOPIC_RECORD_NAME -> topic + "-" + schema.getFullName();
        };
    }

    /**
     * The strategy of this name: Confluent's class name, its simple name, or a class.
     *
     * @throws ConfigException for any other
     */
    public static SubjectNaming named(Object name) {
        String given =
                name instanceof Class<?> type ? type.getName() : name.toString().trim();
        String simple = given.startsWith(CONFLUENT_PACKAGE) ? given.substring(CONFLUENT_PACKAGE.length()) : given;
        return switch (simple.toLowerCase(Locale.ROOT)) {
            case "topicnamestrategy" -> TOPIC_NAME;
            case "recordnamestrategy" -> RECORD_NAME;
            case "topicrecordnamestrategy" -> TOPIC_RECORD_NAME;
            default ->
                throw new ConfigException(
                        KEY, name, "expected TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy");
        };
    }
}
