package dev.sluice.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A Kafka record as one line of JSON. A value that is no record of ours is shown as text or, cut short, in Base64. */
final class RecordLine {
    /** A model is megabytes long; nobody reads those in a terminal. */
    private static final int LONGEST_RAW = 16 * 1024;

    private final ObjectMapper mapper = new ObjectMapper();
    private final ValueDecoder decoder;

    RecordLine(ValueDecoder decoder) {
        this.decoder = decoder;
    }

    String of(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode line = mapper.createObjectNode();
        line.put("topic", record.topic());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        putBytes(line, "key", record.key());
        if (record.headers().iterator().hasNext()) {
            ObjectNode headers = line.putObject("headers");
            for (Header header : record.headers()) {
                putBytes(headers, header.key(), header.value());
            }
        }
        putValue(line, record.value());
        return line.toString();
    }

    private void putValue(ObjectNode line, byte @Nullable [] value) {
        if (value == null) {
            line.putNull("value");
            return;
        }
        switch (decoder.decode(value)) {
            case ValueDecoder.Decoded.Value decoded -> {
                line.set("value", json(decoded.record()));
                return;
            }
            case ValueDecoder.Decoded.Unreadable(String problem) -> line.put("problem", problem);
            case ValueDecoder.Decoded.Other() -> {}
        }
        line.put("bytes", value.length);
        putBytes(line, "value", value);
    }

    private JsonNode json(SpecificRecord record) {
        try {
            return mapper.readTree(record.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a record that is no JSON", e);
        }
    }

    private static void putBytes(ObjectNode node, String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            node.putNull(name);
            return;
        }
        byte[] shown = bytes.length > LONGEST_RAW ? Arrays.copyOf(bytes, LONGEST_RAW) : bytes;
        Optional<String> text = text(shown);
        node.put(text.isPresent() ? name : name + "Base64", text.orElseGet(() -> Base64.getEncoder()
                .encodeToString(shown)));
        if (shown.length < bytes.length) {
            node.put(name + "CutShort", true);
        }
    }

    /** The bytes as text, where they are true UTF-8 without control characters. */
    static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean readable = text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
            return readable ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
