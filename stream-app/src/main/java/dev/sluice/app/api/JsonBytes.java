package dev.sluice.app.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Documents as they are sent. */
final class JsonBytes {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonBytes() {}

    static byte[] of(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of our own can't be written", e);
        }
    }
}
