package dev.sluice.app.api;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request taken apart, before anybody believes it. */
final class Incoming {
    private static final int LONGEST_URI = 8 * 1024;

    private final ServerRequest request;
    private final Map<String, String> headers = new TreeMap<>();

    Incoming(ServerRequest request) {
        this.request = request;
        // A header that is given twice counts once, the first time: two tokens are not twice as good.
        request.headers().forEach(h -> headers.putIfAbsent(h.name().toLowerCase(Locale.ROOT), h.values()));
    }

    Map<String, String> headers() {
        return headers;
    }

    String method() {
        return request.prologue().method().text();
    }

    String rawPath() {
        return request.path().rawPath();
    }

    String address() {
        return request.remotePeer().host();
    }

    /** The path's segments, decoded one by one. */
    List<String> path() {
        if (!rawPath().startsWith("/")) {
            throw Problem.of(ProblemKind.BAD_REQUEST, "The path must begin with a slash")
                    .toException();
        }
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath().substring(1).split("/", -1)) {
            // A plus sign is itself in a path; only in a query does it stand for a space.
            segments.add(decoded(segment.replace("+", "%2B"), "The path"));
        }
        return segments;
    }

    Map<String, String> query() {
        String raw = request.query().rawValue();
        if (raw.length() > LONGEST_URI) {
            throw Problem.of(ProblemKind.BAD_REQUEST, "The query is longer than " + LONGEST_URI + " characters")
                    .toException();
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (String part : raw.split("&", -1)) {
            String[] pair = part.split("=", 2);
            if (!pair[0].isEmpty()) {
                query.putIfAbsent(decoded(pair[0], "The query"), pair.length == 2 ? decoded(pair[1], "The query") : "");
            }
        }
        return query;
    }

    private static String decoded(String text, String what) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemKind.BAD_REQUEST, what + " has a percent sign without two hexadecimal digits")
                    .toException();
        }
    }

    /** The body, of at most so many bytes. */
    byte[] body(int longest) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        String announced = headers.getOrDefault("content-length", "0");
        if (announced.matches("\\d{1,18}") && Long.parseLong(announced) > longest) {
            throw tooLarge(longest);
        }
        try {
            byte[] body = request.content().inputStream().readNBytes(longest + 1);
            if (body.length > longest) {
                throw tooLarge(longest);
            }
            return body;
        } catch (IOException | UncheckedIOException e) {
            throw Problem.of(ProblemKind.BAD_REQUEST, "The body ends before its end")
                    .toException();
        }
    }

    /** Nobody reads the rest, so the connection can't be used again. */
    private static ProblemException tooLarge(int longest) {
        return new Problem(
                        ProblemKind.BODY_TOO_LARGE,
                        "The body may have " + longest + " bytes (http.max.body.bytes)",
                        List.of(),
                        Map.of("Connection", "close"))
                .toException();
    }
}
