package dev.sluice.app.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Sends replies: with an ETag that is a hash of what is sent, so that every instance gives the same; compressed where asked. */
final class Sending {
    /** Below this a packet is a packet. */
    private static final int WORTH_COMPRESSING = 1200;

    private static final String POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private final ServerResponse response;
    private final Map<String, String> requested;
    private final boolean head;

    /**
     * For one request.
     *
     * @param requested the request's headers, by lower-case name
     * @param head whether the body is left out
     */
    Sending(ServerResponse response, Map<String, String> requested, boolean head) {
        this.response = response;
        this.requested = requested;
        this.head = head;
    }

    /** Sends it; returns the status that was sent. */
    int send(Reply reply) throws InterruptedException {
        response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
                .header(HeaderNames.create("Referrer-Policy"), "no-referrer")
                .header(HeaderNames.create("Content-Security-Policy"), POLICY);
        return switch (reply) {
            case Reply.Whole whole -> whole(whole);
            case Reply.Streaming streaming -> streaming(streaming);
        };
    }

    private int whole(Reply.Whole reply) {
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        boolean compressed = wantsGzip() && reply.body().length >= WORTH_COMPRESSING && isText(reply.type());
        response.header(HeaderNames.VARY, "Accept, Accept-Encoding, Authorization");
        if (reply.status() == 200) {
            // The compressed form is another representation, and so has another tag.
            String tag = "\"" + hash(reply.body()) + (compressed ? "-gz\"" : "\"");
            response.header(HeaderNames.ETAG, tag).header(HeaderNames.CACHE_CONTROL, "no-cache");
            if (isKnown(tag)) {
                response.status(Status.NOT_MODIFIED_304).send();
                return 304;
            }
        } else {
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
        }
        byte[] body = compressed ? gzip(reply.body()) : reply.body();
        if (compressed) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        response.status(Status.create(reply.status()));
        if (reply.status() != 204) {
            response.header(HeaderNames.CONTENT_TYPE, reply.type());
        }
        if (head) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
            response.send();
        } else {
            response.send(body);
        }
        return reply.status();
    }

    private int streaming(Reply.Streaming reply) throws InterruptedException {
        response.status(Status.OK_200)
                .header(HeaderNames.CONTENT_TYPE, reply.type())
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.create("X-Accel-Buffering"), "no");
        if (head) {
            response.send();
            return 200;
        }
        try (OutputStream out = response.outputStream()) {
            reply.writing().to(out);
        } catch (IOException | UncheckedIOException e) {
            return 200; // the reader has gone
        }
        return 200;
    }

    private boolean wantsGzip() {
        return requested
                .getOrDefault("accept-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("gzip");
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || type.contains("json")
                || type.contains("javascript")
                || type.contains("xml")
                || type.contains("yaml");
    }

    private boolean isKnown(String tag) {
        String known = requested.getOrDefault("if-none-match", "");
        return Arrays.stream(known.split(",", -1))
                .map(each -> each.strip().replaceFirst("^W/", ""))
                .anyMatch(each -> each.equals(tag) || each.equals("*"));
    }

    private static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 3);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can't be written", e);
        }
        return out.toByteArray();
    }
}
