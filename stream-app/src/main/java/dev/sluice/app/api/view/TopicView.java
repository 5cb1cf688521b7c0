package dev.sluice.app.api.view;

import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic as a view keeps it. Applied by the feed alone, while nobody reads. */
interface TopicView {
    /** All records of a topic. */
    int ALL = -1;

    Topic topic();

    /** How many of the last records of each partition are read at the start, about; {@link #ALL} for all. */
    int wanted();

    /**
     * Takes one committed record.
     *
     * @throws PayloadException where it is no record of this topic
     */
    void apply(ConsumerRecord<byte[], byte[]> record) throws PayloadException;

    /** Rows that are held. */
    long size();
}
