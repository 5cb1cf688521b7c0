package dev.sluice.app.embedded;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Keeps out of the log what a healthy one-node broker warns of at every start and stop.
 *
 * <p>By message and not by logger: the same loggers also tell of lost connections and failed elections. Named in
 * {@code logback.xml}, hence public.
 */
public final class ExpectedWarnings extends Filter<ILoggingEvent> {
    private static final List<String> EXPECTED = List.of(
            // The broker closes its channel to the controller twice (BrokerServer.shutdown).
            "Attempting to close NetworkClient that has already been closed.",
            // A throw-away cluster's state lies in the temporary directory on purpose; `sluice doctor` tells of others.
            "Using an OS temp directory in the state.dir property",
            // The coordinator still writes the marker of the transaction before; the producer sends again.
            "Error: CONCURRENT_TRANSACTIONS",
            // Of the clients inside a Streams client, whose own switch for it is on.
            "Processing exception handler is not enabled for the GlobalThread",
            // Said by every new leader of the metadata quorum, here at every start.
            "Performing controller activation.");

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String message = event.getMessage();
        // A transactional producer sends several first batches to a partition at once; the broker takes them in order
        // and the producer sends the others again (transaction.version 2). Nothing is lost, and it is no error.
        if (event.getThrowableProxy() != null
                && event.getLoggerName().equals("kafka.server.ReplicaManager")
                && event.getThrowableProxy().getClassName().endsWith(".OutOfOrderSequenceException")) {
            return FilterReply.DENY;
        }
        if (message == null || !event.getLoggerName().startsWith("org.apache.kafka.")) {
            return FilterReply.NEUTRAL;
        }
        String said = event.getFormattedMessage();
        return EXPECTED.stream().anyMatch(said::contains) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
