package dev.sluice.app.interop;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Confluent's own serializer 7.9.5, which is not on Maven Central, out of a jar that is: Apache Pinot's plug-in carries
 * it unrelocated. Only Confluent's classes and the shaded ones they need come from that jar; Kafka and Avro are those
 * of this build.
 */
final class GenuineConfluent extends ClassLoader implements AutoCloseable {
    private static final String JAR =
            "org/apache/pinot/pinot-confluent-avro/1.5.0/pinot-confluent-avro-1.5.0-shaded.jar";
    private static final String SHA_256 = "fcba31945ab17f393008f46975b37dd12516e59f536b0bec5a19ab9fd84464d1";
    private static final List<String> FROM_THE_JAR =
            List.of("io.confluent.", "io.swagger.", "org.apache.pinot.shaded.com.");

    private final JarFile jar;

    private GenuineConfluent(Path file) throws IOException {
        super("genuine-confluent", GenuineConfluent.class.getClassLoader());
        this.jar = new JarFile(file.toFile());
    }

    /**
     * The classes, from the local Maven repository, an earlier download in {@code target}, or the repository that system
     * property {@code sluice.maven.repository} or variable {@code SLUICE_MAVEN_REPOSITORY} names (default Maven Central).
     *
     * @throws IOException where the jar can't be had, saying why
     */
    static GenuineConfluent load() throws IOException, InterruptedException {
        Path local = Path.of(
                        System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository"))
                .resolve(JAR);
        Path cached = Path.of("target", "interop").resolve(Path.of(JAR).getFileName());
        Path file = Files.exists(local) ? local : cached;
        if (!Files.exists(file)) {
            download(cached);
        }
        if (!sha256(file).equals(SHA_256)) {
            throw new IOException(file + " is not the jar it should be: its SHA-256 differs");
        }
        return new GenuineConfluent(file);
    }

    private static void download(Path target) throws IOException, InterruptedException {
        String base = Optional.ofNullable(System.getProperty("sluice.maven.repository"))
                .or(() -> Optional.ofNullable(System.getenv("SLUICE_MAVEN_REPOSITORY")))
                .orElse("https://repo.maven.apache.org/maven2")
                .replaceAll("/+$", "");
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path part = Files.createTempFile(target.toAbsolutePath().getParent(), "download", ".part");
        try (HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/" + JAR))
                    .timeout(Duration.ofMinutes(2))
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.ofFile(part)).statusCode();
            if (status != 200) {
                throw new IOException(base + "/" + JAR + " answered HTTP " + status);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A new instance of a class of theirs. */
    Object create(String className) throws ReflectiveOperationException {
        return loadClass(className).getDeclaredConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (FROM_THE_JAR.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        JarEntry entry = jar.getJarEntry(name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
