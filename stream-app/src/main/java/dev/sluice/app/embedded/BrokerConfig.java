package dev.sluice.app.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** Settings of a broker that is alone, small and short of nothing: one node, one replica, few threads. */
final class BrokerConfig {
    static final int NODE_ID = 1;
    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    private static final String MIB = Integer.toString(1 << 20);

    private BrokerConfig() {}

    static Properties of(Path data, int clientPort, int controllerPort) {
        Properties p = new Properties();
        listeners(p, clientPort, controllerPort);
        p.setProperty("log.dirs", data.toString());
        aloneInTheCluster(p);
        small(p);
        // Replayed history carries old timestamps: a broker's default retention would delete it within minutes.
        p.setProperty("log.retention.ms", "-1");
        // Nobody reads its metrics; a JMX bean for each of them costs start-up time.
        p.setProperty("metric.reporters", "");
        p.setProperty("auto.create.topics.enable", "false");
        // A first consumer need not wait for others to join.
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("group.min.session.timeout.ms", "1000");
        // After a crash the controller waits out the old broker session before the restarted one may register.
        p.setProperty("broker.session.timeout.ms", "6000");
        p.setProperty("broker.heartbeat.interval.ms", "1000");
        return p;
    }

    private static void listeners(Properties p, int clientPort, int controllerPort) {
        String clients = CLIENTS + "://127.0.0.1:" + clientPort;
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", Integer.toString(NODE_ID));
        p.setProperty("listeners", clients + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", clients);
        p.setProperty("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        p.setProperty("inter.broker.listener.name", CLIENTS);
        p.setProperty("controller.listener.names", CONTROLLER);
        // Static voters: the controller's port may differ at each start, a dynamic quorum would remember the old one.
        p.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    }

    private static void aloneInTheCluster(Properties p) {
        p.setProperty("default.replication.factor", "1");
        p.setProperty("min.insync.replicas", "1");
        p.setProperty("num.partitions", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "2");
    }

    private static void small(Properties p) {
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("num.recovery.threads.per.data.dir", "2");
        p.setProperty("log.cleaner.threads", "1");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        p.setProperty("log.index.size.max.bytes", MIB);
        // A batch must fit into a segment: the models topic takes messages of 64 MiB.
        p.setProperty("log.segment.bytes", Integer.toString(128 << 20));
        p.setProperty("offsets.topic.segment.bytes", Integer.toString(16 << 20));
        p.setProperty("transaction.state.log.segment.bytes", Integer.toString(16 << 20));
        p.setProperty("offsets.load.buffer.size", MIB);
        p.setProperty("transaction.state.log.load.buffer.size", MIB);
    }
}
