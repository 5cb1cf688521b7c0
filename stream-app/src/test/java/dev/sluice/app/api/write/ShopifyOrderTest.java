package dev.sluice.app.api.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.write.ShopifyOrder.UnreadableException;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ShopifyOrderTest {
    private static final String ORDER = """
            {"id": 820982911946154508, "name": "#9999", "created_at": "2026-03-02T10:00:00+01:00",
             "updated_at": "2026-03-03T09:30:00+01:00", "cancelled_at": null, "currency": "EUR", "test": false,
             "total_price": "403.00", "current_total_price": "353.00", "total_discounts": "20.00",
             "customer": {"id": 115310627314723954, "email": "someone@example.com"},
             "landing_site": "/shoes?utm_source=google&utm_medium=cpc&utm_campaign=spring%20sale&gclid=abc",
             "line_items": [{"sku": "S-1", "name": "Shoe", "quantity": 2, "price": "199.00"}]}
            """;

    private static ObjectNode json() throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(ORDER);
    }

    private static Order order(ObjectNode json) throws UnreadableException {
        return new ShopifyOrder(json).of("acme");
    }

    @Test
    void anOrderIsReadWithWhatWasPaidBack() throws Exception {
        Order order = order(json());
        assertThat(order.getAccount()).isEqualTo("acme");
        assertThat(order.getOrderId()).isEqualTo("820982911946154508");
        assertThat(order.getPlacedAt())
                .isEqualTo(Instant.parse("2026-03-02T09:00:00Z").toEpochMilli());
        assertThat(order.getRevision())
                .isEqualTo(Instant.parse("2026-03-03T08:30:00Z").toEpochMilli());
        assertThat(order.getStatus()).isEqualTo(OrderStatus.PARTLY_REFUNDED);
        assertThat(order.getTotalMicros()).isEqualTo(403_000_000L);
        assertThat(order.getRefundedMicros()).isEqualTo(50_000_000L);
        assertThat(order.getDiscountMicros()).isEqualTo(20_000_000L);
        assertThat(order.getCustomerId()).contains("115310627314723954");
        assertThat(order.getUtmSource()).contains("google");
        assertThat(order.getUtmCampaign()).contains("spring sale");
        assertThat(order.getClickId()).contains("abc");
        assertThat(order.getItems()).hasSize(1);
        assertThat(order.getItems().getFirst().getUnitPriceMicros()).isEqualTo(199_000_000L);
    }

    @Test
    void statusFollowsWhatHappened() throws Exception {
        assertThat(order(json().put("current_total_price", "403.00")).getStatus())
                .isEqualTo(OrderStatus.PLACED);
        assertThat(order(json().put("current_total_price", "0.00")).getStatus()).isEqualTo(OrderStatus.REFUNDED);
        assertThat(order(json().put("cancelled_at", "2026-03-04T00:00:00Z")).getStatus())
                .isEqualTo(OrderStatus.CANCELLED);
    }

    /** An order that was edited upwards owes more than it did. */
    @Test
    void anOrderThatGrewCountsWithWhatItIsNow() throws Exception {
        Order order = order(json().put("current_total_price", "450.00"));
        assertThat(order.getTotalMicros()).isEqualTo(450_000_000L);
        assertThat(order.getRefundedMicros()).isZero();
    }

    @Test
    void aGuestHasNoCustomerAndATestOrderSaysSo() throws Exception {
        ObjectNode guest = json();
        guest.putNull("customer");
        assertThat(order(guest).getCustomerId()).isEmpty();
        assertThat(new ShopifyOrder(json().put("test", true)).isTest()).isTrue();
        assertThat(new ShopifyOrder(json()).isTest()).isFalse();
    }

    @Test
    void whatCanNotBeReadIsNamed() throws Exception {
        ObjectNode none = json();
        none.remove("created_at");
        assertThatThrownBy(() -> order(none)).hasMessage("created_at is missing");
        assertThatThrownBy(() -> order(json().put("total_price", "12,50")))
                .hasMessage("total_price is no amount such as 12.50");
        assertThatThrownBy(() -> order(json().put("updated_at", "yesterday")))
                .hasMessageContaining("updated_at is no time");
    }
}
