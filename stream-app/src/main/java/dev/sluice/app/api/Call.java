package dev.sluice.app.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that may be answered: its caller is known and allowed to call, its body was read.
 *
 * @param caller name of the token's holder; {@value #LOCAL} where no tokens are configured
 * @param path as it was called, still encoded
 * @param names what stands for the names of the route's template
 * @param query parameters; of one that is given twice, the first
 * @param headers by lower-case name
 * @param body empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(
        String caller,
        String path,
        Map<String, String> names,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body) {
    /** The caller where everybody on this machine may call. */
    public static final String LOCAL = "local";

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What stands for a name of the template. */
    public String name(String name) {
        String value = names.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no name " + name);
        }
        return value;
    }

    /** A parameter; empty where it is missing or blank. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isBlank());
    }

    /** A parameter that must be there. */
    public String required(String name) {
        return parameter(name)
                .orElseThrow(() -> Problem.parameter(name, "is missing").toException());
    }

    /** A whole number in a range. */
    public int number(String name, int fallback, int least, int most) {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return fallback;
        }
        if (text.get().matches("\\d{1,9}")) {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw Problem.parameter(name, "must be a whole number from " + least + " to " + most)
                .toException();
    }

    /** A header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The body as JSON.
     *
     * @throws ProblemException 415 where it is announced as something else, 400 where it is no JSON
     */
    public JsonNode json() {
        mediaType(List.of("application/json"));
        try {
            JsonNode node = STRICT.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw Problem.of(ProblemKind.BAD_REQUEST, "The body is empty; JSON is expected")
                        .toException();
            }
            return node;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw Problem.of(ProblemKind.BAD_REQUEST, "The body is no JSON" + where + ": " + firstLine(e))
                    .toException();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can't be read", e);
        }
    }

    private static String firstLine(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }

    /** The body's media type, without parameters: one of those. */
    public String mediaType(List<String> accepted) {
        String type = header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!accepted.contains(type)) {
            throw Problem.of(
                            ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Type must be " + String.join(" or ", accepted)
                                    + (type.isEmpty() ? "; there is none" : ", not " + type))
                    .toException();
        }
        return type;
    }

    /** The one of these media types that the caller likes best; the first where all are the same. */
    public String preferred(List<String> offered) {
        return MediaRanges.best(header("accept").orElse("*/*"), offered).orElseThrow(() -> Problem.of(
                        ProblemKind.NOT_ACCEPTABLE, "This is there as " + String.join(" and ", offered))
                .toException());
    }
}
