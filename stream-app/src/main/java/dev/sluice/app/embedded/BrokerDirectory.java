package dev.sluice.app.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one embedded broker: a marker file that names it as ours (cluster id, last port), a lock file that
 * keeps a second broker out, and {@code kafka/}, which is Kafka's own.
 */
final class BrokerDirectory implements AutoCloseable {
    private static final String MARKER = "sluice-broker.properties";
    private static final String LOCK = "sluice-broker.lock";
    private static final String DATA = "kafka";

    private final Path root;
    private final boolean temporary;
    private final FileChannel lockFile;
    private final String clusterId;
    private final int lastPort;

    private BrokerDirectory(Path root, boolean temporary, FileChannel lockFile, String clusterId, int lastPort) {
        this.root = root;
        this.temporary = temporary;
        this.lockFile = lockFile;
        this.clusterId = clusterId;
        this.lastPort = lastPort;
    }

    /** Opens and locks a broker's directory, or makes one of an empty or absent directory. */
    static BrokerDirectory open(Path root) throws IOException {
        return open(root.toAbsolutePath().normalize(), false);
    }

    /** A new directory under the system's temporary one; closing it deletes it. */
    static BrokerDirectory temporary() throws IOException {
        return open(Files.createTempDirectory("sluice-broker-"), true);
    }

    private static BrokerDirectory open(Path root, boolean temporary) throws IOException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new EmbeddedStartException(root + " is a file; the embedded broker needs a directory");
        }
        Files.createDirectories(root);
        Path marker = root.resolve(MARKER);
        if (!Files.exists(marker) && !isEmpty(root)) {
            throw new EmbeddedStartException(root + " is not an embedded broker's directory: it holds files but no "
                    + MARKER + "; name an empty or a new directory");
        }
        FileChannel lockFile = lock(root);
        try {
            Properties known = read(marker);
            String clusterId = known.getProperty("cluster.id");
            if (clusterId == null) {
                clusterId = Uuid.randomUuid().toString();
            }
            return new BrokerDirectory(root, temporary, lockFile, clusterId, port(known.getProperty("port"), marker));
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new EmbeddedStartException(
                    root + " is in use by another embedded broker; stop it or name another directory");
        }
        return channel;
    }

    private static Properties read(Path marker) throws IOException {
        Properties known = new Properties();
        if (Files.exists(marker)) {
            try (InputStream in = Files.newInputStream(marker)) {
                known.load(in);
            }
        }
        return known;
    }

    private static int port(@Nullable String text, Path marker) {
        if (text == null) {
            return 0;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new EmbeddedStartException(marker + ": port is not a number: " + text, e);
        }
    }

    private static boolean isEmpty(Path root) throws IOException {
        try (Stream<Path> children = Files.list(root)) {
            return children.allMatch(child -> child.endsWith(LOCK));
        }
    }

    /** Writes the marker, so that the next start finds the cluster id and tries the same port. */
    void remember(int port) throws IOException {
        Properties known = new Properties();
        known.setProperty("cluster.id", clusterId);
        known.setProperty("port", Integer.toString(port));
        Path draft = root.resolve(MARKER + ".tmp");
        try (OutputStream out = Files.newOutputStream(draft)) {
            known.store(out, "Embedded Kafka broker of Sluice");
        }
        Files.move(draft, root.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Path root() {
        return root;
    }

    Path data() {
        return root.resolve(DATA);
    }

    String clusterId() {
        return clusterId;
    }

    /** The port of the last run, 0 where there was none. */
    int lastPort() {
        return lastPort;
    }

    /** Gives the lock back, and deletes a temporary directory. */
    @Override
    public void close() throws IOException {
        lockFile.close();
        if (temporary && Files.exists(root)) {
            Files.walkFileTree(root, new DeleteAll());
        }
    }

    private static final class DeleteAll extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // Kafka's own clean-up was faster.
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
