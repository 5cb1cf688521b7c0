package dev.sluice.app.api.read;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list in pages, as JSON or CSV. A page goes on behind the last row of the one before, by its key, so that rows which
 * come or go meanwhile neither repeat nor hide others.
 *
 * @param columns of the CSV
 * @param key sorts the rows; {@code descending} where they come in falling order
 */
record Listing<T>(List<String> columns, Function<T, String> key, Function<T, ObjectNode> json, boolean descending) {
    private static final int USUAL = 500;
    private static final int MOST = 5000;
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";

    Listing(List<String> columns, Function<T, String> key, Function<T, ObjectNode> json) {
        this(columns, key, json, false);
    }

    /** The page that the call asks for. */
    Reply answer(Call call, List<T> rows) {
        String type = call.preferred(List.of(JSON, CSV));
        int limit = call.number("limit", USUAL, 1, MOST);
        String after = call.parameter("cursor").map(Listing::read).orElse("");
        List<ObjectNode> page = new ArrayList<>();
        String next = null;
        String last = "";
        for (T row : rows) {
            String at = key.apply(row);
            if (!after.isEmpty() && (descending ? at.compareTo(after) >= 0 : at.compareTo(after) <= 0)) {
                continue;
            }
            if (page.size() == limit) {
                next = cursor(last);
                break;
            }
            page.add(json.apply(row));
            last = at;
        }
        Reply.Whole reply = type.equals(CSV) ? Reply.text(Reply.CSV, CsvText.of(columns, page)) : json(page, next);
        return next == null ? reply : Reply.with(reply, "Link", link(call, next, limit));
    }

    private static Reply.Whole json(List<ObjectNode> page, @Nullable String next) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode items = document.putArray("items");
        page.forEach(items::add);
        document.put("next", next);
        return Reply.json(document);
    }

    private static String link(Call call, String next, int limit) {
        StringBuilder url = new StringBuilder(call.path()).append('?');
        call.query().forEach((name, value) -> {
            if (!name.equals("cursor") && !name.equals("limit")) {
                url.append(encoded(name)).append('=').append(encoded(value)).append('&');
            }
        });
        return "<" + url + "limit=" + limit + "&cursor=" + next + ">; rel=\"next\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.parameter("cursor", "must be the next of an earlier answer")
                    .toException();
        }
    }
}
