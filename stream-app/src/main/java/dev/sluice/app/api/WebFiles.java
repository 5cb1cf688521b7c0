package dev.sluice.app.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web page: files of the class path's folder {@code web/}, under {@code /ui/}. A path without an extension is a view
 * of the page, so that a bookmark opens.
 */
final class WebFiles implements Routes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");
    private static final int DEEPEST = 4;
    private static final String INDEX = "index.html";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final String folder;
    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    /** The files of a folder of the class path. */
    WebFiles(String folder) {
        this.folder = folder;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.open("/", call -> file(INDEX)),
                Route.open("/favicon.ico", call -> file("favicon.ico")),
                Route.open("/ui", call -> file(INDEX)),
                Route.open("/ui/{a}", WebFiles.this::named),
                Route.open("/ui/{a}/{b}", WebFiles.this::named),
                Route.open("/ui/{a}/{b}/{c}", WebFiles.this::named),
                Route.open("/ui/{a}/{b}/{c}/{d}", WebFiles.this::named));
    }

    private Reply named(Call call) {
        List<String> segments = List.copyOf(call.names().values());
        String last = segments.getLast();
        if (last.isEmpty() || !last.contains(".")) {
            return file(INDEX);
        }
        boolean legal = segments.size() <= DEEPEST
                && segments.stream().allMatch(s -> NAME.matcher(s).matches());
        return legal ? file(String.join("/", segments)) : missing();
    }

    private Reply file(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        byte[] bytes = type == null ? null : bytes(path);
        return type == null || bytes == null ? missing() : Reply.of(200, type, bytes);
    }

    private static Reply missing() {
        throw Problem.of(ProblemKind.NOT_FOUND, "The page has no such file").toException();
    }

    /** Only what is there is remembered, so what is asked for can't fill the memory. */
    private byte @Nullable [] bytes(String path) {
        byte[] known = read.get(path);
        if (known != null) {
            return known;
        }
        try (InputStream in = WebFiles.class.getClassLoader().getResourceAsStream(folder + "/" + path)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            read.put(path, bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("web/" + path + " can't be read from the class path", e);
        }
    }
}
