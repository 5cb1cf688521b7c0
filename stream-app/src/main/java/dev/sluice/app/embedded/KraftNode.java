package dev.sluice.app.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Controller and broker of one KRaft node, put together as {@code kafka.server.KafkaRaftServer} does.
 *
 * <p>That class itself can't be used: it opens its sockets late, by number, which races with other programs, and its
 * fault handlers halt the JVM when a start fails. Here the sockets come in open and faults are logged.
 */
final class KraftNode {
    private static final Logger LOG = LoggerFactory.getLogger(KraftNode.class);

    private final ControllerServer controller;
    private final BrokerServer broker;

    private KraftNode(ControllerServer controller, BrokerServer broker) {
        this.controller = controller;
        this.broker = broker;
    }

    /** Starts a node on a formatted directory; takes the sockets over, also where it fails. */
    static KraftNode start(Path data, LoopbackPort clients, LoopbackPort quorum) throws IOException {
        try {
            KafkaConfig config = KafkaConfig.fromProps(BrokerConfig.of(data, clients.number(), quorum.number()), false);
            KraftNode node = assemble(config, new OpenSockets(clients, quorum), quorum.number());
            node.startUp();
            return node;
        } catch (IOException | RuntimeException e) {
            clients.close();
            quorum.close();
            throw e;
        }
    }

    private static KraftNode assemble(KafkaConfig config, ServerSocketFactory sockets, int quorumPort)
            throws IOException {
        var directories = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        MetaPropertiesEnsemble properties = directories._1();
        Metrics metrics = Server.initializeMetrics(
                config, Time.SYSTEM, properties.clusterId().orElseThrow());
        SharedServer shared = new SharedServer(
                config,
                properties,
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        Map.of(BrokerConfig.NODE_ID, new InetSocketAddress(LoopbackPort.loopback(), quorumPort))),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                sockets);
        BrokerServer broker = new BrokerServer(shared);
        return new KraftNode(new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2()), broker);
    }

    private void startUp() {
        try {
            controller.startup();
            broker.startup();
        } catch (RuntimeException e) {
            stop(Duration.ofSeconds(10));
            throw e;
        }
    }

    /** Stops broker, then controller; false where they were not done within the bound. */
    boolean stop(Duration bound) {
        Thread stopper = Thread.ofPlatform()
                .daemon()
                .name("embedded-broker-stop")
                .start(() -> {
                    broker.shutdown();
                    controller.shutdown();
                });
        try {
            return stopper.join(bound);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Hands Kafka the sockets that are open already. */
    private record OpenSockets(LoopbackPort clients, LoopbackPort quorum) implements ServerSocketFactory {
        @Override
        public ServerSocketChannel openServerSocket(
                String listener, InetSocketAddress address, int backlog, int receiveBuffer) throws IOException {
            return switch (listener) {
                case BrokerConfig.CLIENTS -> clients.channel();
                case BrokerConfig.CONTROLLER -> quorum.channel();
                default -> throw new IOException("No socket for listener " + listener);
            };
        }
    }
}
