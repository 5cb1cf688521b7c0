package dev.sluice.app.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker inside this JVM: one KRaft node, broker and controller in one, listening on 127.0.0.1 only.
 *
 * <p>With a directory of its own it keeps topics, records and group offsets across restarts, and takes the same port
 * again where that is free. Topics are not created by use. {@code transaction.version} 2 is on, as
 * {@code exactly_once_v2} wants it. A broker whose only disk fails halts the JVM: that is Kafka's own rule.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);

    private final BrokerDirectory directory;
    private final KraftNode node;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(BrokerDirectory directory, KraftNode node, int port) {
        this.directory = directory;
        this.node = node;
        this.port = port;
    }

    /**
     * Starts a broker and returns once it serves.
     *
     * @param directory an embedded broker's directory, or an empty or absent one; kept on close
     * @param port the port for clients; 0: that of the directory's last run, else a free one
     * @throws EmbeddedStartException where the port is taken, or the directory is in use or somebody else's
     */
    public static EmbeddedBroker start(Path directory, int port) {
        try {
            return start(BrokerDirectory.open(directory), port);
        } catch (IOException e) {
            throw new EmbeddedStartException("Cannot use " + directory + " for the embedded broker: " + e, e);
        }
    }

    /** Starts a broker on a free port, in a new directory that {@link #close()} deletes. */
    public static EmbeddedBroker startTemporary() {
        try {
            return start(BrokerDirectory.temporary(), 0);
        } catch (IOException e) {
            throw new EmbeddedStartException("Cannot make a temporary directory for the embedded broker: " + e, e);
        }
    }

    private static EmbeddedBroker start(BrokerDirectory directory, int port) {
        try {
            LoopbackPort clients = clientPort(directory, port);
            try {
                format(directory);
                directory.remember(clients.number());
                KraftNode node = KraftNode.start(directory.data(), clients, LoopbackPort.bind(0));
                LOG.info("Embedded broker serves at 127.0.0.1:{}, data in {}", clients.number(), directory.root());
                return new EmbeddedBroker(directory, node, clients.number());
            } catch (Exception e) {
                clients.close();
                throw e;
            }
        } catch (Exception e) {
            release(directory);
            if (e instanceof EmbeddedStartException told) {
                throw told;
            }
            throw new EmbeddedStartException(
                    "The embedded broker did not start in " + directory.root() + ": " + rootMessage(e), e);
        }
    }

    private static LoopbackPort clientPort(BrokerDirectory directory, int port) throws IOException {
        if (port == 0) {
            return LoopbackPort.bindPreferred(directory.lastPort());
        }
        try {
            return LoopbackPort.bind(port);
        } catch (BindException e) {
            throw new EmbeddedStartException(
                    "Port " + port + " on 127.0.0.1 is in use or not allowed; stop what listens there or choose another"
                            + " port for the embedded broker (0 picks a free one)",
                    e);
        }
    }

    private static void format(BrokerDirectory directory) throws Exception {
        Files.createDirectories(directory.data());
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerConfig.NODE_ID)
                .setClusterId(directory.clusterId())
                .addDirectory(directory.data().toString())
                .setMetadataLogDirectory(directory.data().toString())
                .setControllerListenerName(BrokerConfig.CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setFeatureLevel("transaction.version", (short) 2)
                .setIgnoreFormatted(true)
                .run();
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }

    private static void release(BrokerDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            LOG.warn("Cannot clean up {}: {}", directory.root(), e.toString());
        }
    }

    /** Where clients connect, for example {@code 127.0.0.1:41234}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Where its data lies, absolute. */
    public Path directory() {
        return directory.root();
    }

    /** Stops within 20 seconds, usually in less than one; deletes a temporary directory. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (!node.stop(STOP_BOUND)) {
                LOG.warn("The embedded broker did not stop within {}; its threads are left behind", STOP_BOUND);
            }
            release(directory);
        }
    }
}
