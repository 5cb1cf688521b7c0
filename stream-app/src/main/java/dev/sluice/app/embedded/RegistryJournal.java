package dev.sluice.app.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's file: append-only JSON lines, each on disk before its effect is seen. A line torn by a crash was never
 * acknowledged; it is cut off with a warning.
 */
final class RegistryJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryJournal.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER = "{\"sluice-registry\":1}";

    private final FileChannel channel;
    private long end;

    private RegistryJournal(FileChannel channel, long end) {
        this.channel = channel;
        this.end = end;
    }

    /** Opens and locks the file, made where absent, and hands what it holds to the reader in order. */
    static RegistryJournal open(Path file, Consumer<JournalEntry> reader) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            throw new EmbeddedStartException(path + " is a directory; the embedded registry needs a file");
        }
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            long end = load(path, Files.readAllBytes(path), reader);
            channel.truncate(end);
            RegistryJournal journal = new RegistryJournal(channel, end);
            if (end == 0) {
                journal.write(HEADER);
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            lock = null;
        }
        if (lock == null) {
            throw new EmbeddedStartException(
                    path + " is in use by another embedded registry; stop it or name another file");
        }
    }

    /** Returns the length of what is whole. */
    private static long load(Path path, byte[] bytes, Consumer<JournalEntry> reader) {
        int start = 0;
        int number = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
            number++;
            if (number == 1) {
                if (!line.equals(HEADER)) {
                    throw foreign(path);
                }
            } else {
                reader.accept(parse(path, number, line));
            }
            start = i + 1;
        }
        if (start < bytes.length) {
            String torn = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
            if (number == 0 && !HEADER.startsWith(torn)) {
                throw foreign(path);
            }
            LOG.warn("{}: line {} was cut short by a crash ({} bytes); dropped", path, number + 1, torn.length());
        }
        return start;
    }

    private static EmbeddedStartException foreign(Path path) {
        return new EmbeddedStartException(
                path + " is not an embedded registry's file; name another one, or a file that does not exist yet");
    }

    private static JournalEntry parse(Path path, int number, String line) {
        try {
            return JSON.readValue(line, JournalEntry.class);
        } catch (JsonProcessingException e) {
            throw new EmbeddedStartException(
                    path + ", line " + number + ", can't be read (" + e.getOriginalMessage()
                            + "); restore the file or name another one",
                    e);
        }
    }

    /** Appends and forces to disk; where that fails, the file is as it was before. */
    void append(JournalEntry entry) throws IOException {
        write(JSON.writeValueAsString(entry));
    }

    private void write(String line) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(line.getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, end + buffer.position());
            }
            channel.force(true);
            end += buffer.limit();
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
