package dev.sluice.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What an endpoint answers. The edge adds what all answers have: ETag, compression, the headers of security. */
public sealed interface Reply {
    /** Media type of JSON. */
    String JSON = "application/json";

    /** Media type of CSV, RFC 4180 with a header line. */
    String CSV = "text/csv; charset=utf-8; header=present";

    /** An answer that is there as a whole. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Whole(int status, String type, byte[] body, Map<String, String> headers) implements Reply {
        public Whole {
            headers = Map.copyOf(headers);
        }
    }

    /** An answer that is written as things happen; ends when the writer returns. */
    record Streaming(String type, Writing writing) implements Reply {}

    /** Writes a stream. */
    @FunctionalInterface
    interface Writing {
        /**
         * Writes until there is no more, or the reader has gone.
         *
         * @throws IOException where the reader has gone
         */
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    /** 200 with this document. */
    static Whole json(JsonNode node) {
        return json(200, node);
    }

    /** This status with this document. */
    static Whole json(int status, JsonNode node) {
        return of(status, JSON, JsonBytes.of(node));
    }

    /** 200 with this text. */
    static Whole text(String type, String text) {
        return of(200, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** This status with these bytes. */
    static Whole of(int status, String type, byte[] body) {
        return new Whole(status, type, body, Map.of());
    }

    /** The same with one header more. */
    static Whole with(Whole reply, String name, String value) {
        Map<String, String> headers = new TreeMap<>(reply.headers());
        headers.put(name, value);
        return new Whole(reply.status(), reply.type(), reply.body(), headers);
    }
}
