package dev.sluice.app.api.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.event.Order;
import dev.sluice.event.OrderItem;
import dev.sluice.event.OrderStatus;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An order as Shopify's webhooks send it (topics {@code orders/create}, {@code orders/updated} and the like, REST form). It is
 * the whole truth of the order at its {@code updated_at}, which is its revision. {@code total_price} is before refunds and
 * {@code current_total_price} after them; the rest is what has been paid back or taken off.
 */
final class ShopifyOrder {
    /** What the document lacks, or has in a form that can't be read. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String pointer;

        UnreadableException(String field, String message) {
            super(field + " " + message);
            this.pointer = "#/" + field;
        }

        String pointer() {
            return pointer;
        }
    }

    private final JsonNode json;

    ShopifyOrder(JsonNode json) {
        this.json = json;
    }

    /** Whether it was placed to try the shop out: such orders count nowhere. */
    boolean isTest() {
        return json.path("test").asBoolean(false);
    }

    /** The order of an account. */
    Order of(String account) throws UnreadableException {
        long placed = time("created_at");
        long updated = text("updated_at") == null ? placed : time("updated_at");
        long total = money("total_price", json.path("total_price"));
        JsonNode after = json.path("current_total_price");
        long back = after.isMissingNode() || after.isNull() ? 0 : total - money("current_total_price", after);
        TreeMap<String, String> landing = landing();
        return Order.newBuilder()
                .setAccount(account)
                .setOrderId(required("id"))
                .setRevision(updated)
                .setStatus(status(total, back))
                .setCustomerId(customer())
                .setPlacedAt(placed)
                .setUpdatedAt(updated)
                .setCurrency(required("currency"))
                // An edited order may have grown: then that is what the customer owes.
                .setTotalMicros(back < 0 ? total - back : total)
                .setRefundedMicros(Math.max(0, back))
                .setDiscountMicros(
                        text("total_discounts") == null ? 0 : money("total_discounts", json.path("total_discounts")))
                .setItems(items())
                .setClickId(clickId(landing))
                .setUtmSource(landing.get("utm_source"))
                .setUtmMedium(landing.get("utm_medium"))
                .setUtmCampaign(landing.get("utm_campaign"))
                .build();
    }

    private OrderStatus status(long total, long back) {
        if (text("cancelled_at") != null) {
            return OrderStatus.CANCELLED;
        }
        if (back <= 0) {
            return OrderStatus.PLACED;
        }
        return back == total ? OrderStatus.REFUNDED : OrderStatus.PARTLY_REFUNDED;
    }

    /** The customer's id; null for a guest. */
    private @Nullable String customer() {
        JsonNode id = json.path("customer").path("id");
        return id.isMissingNode() || id.isNull() || id.asText().isEmpty() ? null : id.asText();
    }

    private List<OrderItem> items() throws UnreadableException {
        List<OrderItem> items = new ArrayList<>();
        for (JsonNode line : json.path("line_items")) {
            items.add(OrderItem.newBuilder()
                    .setSku(blankAsNull(line.path("sku").asText("")))
                    .setName(blankAsNull(line.path("name").asText("")))
                    .setQuantity(line.path("quantity").asLong(0))
                    .setUnitPriceMicros(money("line_items/" + items.size() + "/price", line.path("price")))
                    .build());
        }
        return items;
    }

    /** What the landing page was called with. */
    private TreeMap<String, String> landing() {
        TreeMap<String, String> parameters = new TreeMap<>();
        String[] parts = Optional.ofNullable(text("landing_site")).orElse("").split("\\?", 2);
        if (parts.length == 2) {
            for (String pair : parts[1].split("#", 2)[0].split("&", -1)) {
                String[] names = pair.split("=", 2);
                if (names.length == 2 && !names[1].isEmpty()) {
                    parameters.putIfAbsent(names[0], decoded(names[1]));
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a stray percent sign
        }
    }

    private static @Nullable String clickId(TreeMap<String, String> landing) {
        for (String name : List.of("gclid", "fbclid", "msclkid", "ttclid")) {
            String id = landing.get(name);
            if (id != null && id.length() <= 200) {
                return id;
            }
        }
        return null;
    }

    private long time(String field) throws UnreadableException {
        try {
            return OffsetDateTime.parse(required(field)).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new UnreadableException(field, "is no time such as 2026-03-02T10:00:00+01:00");
        }
    }

    private static long money(String field, JsonNode amount) throws UnreadableException {
        try {
            BigDecimal units = new BigDecimal(amount.asText("").strip());
            if (units.precision() - units.scale() <= 12 && units.scale() <= 100) {
                return units.movePointRight(6).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // told below
        }
        throw new UnreadableException(field, "is no amount such as 12.50");
    }

    private String required(String field) throws UnreadableException {
        String text = text(field);
        if (text == null) {
            throw new UnreadableException(field, "is missing");
        }
        return text;
    }

    private @Nullable String text(String field) {
        JsonNode value = json.path(field);
        return value.isValueNode() && !value.isNull() ? blankAsNull(value.asText()) : null;
    }

    private static @Nullable String blankAsNull(String text) {
        return text.isBlank() ? null : text;
    }
}
