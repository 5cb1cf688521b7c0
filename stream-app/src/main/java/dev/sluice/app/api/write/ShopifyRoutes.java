package dev.sluice.app.api.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.write.DurableWriter.Entry;
import dev.sluice.app.intake.EventRules;
import dev.sluice.app.intake.Rejection;
import dev.sluice.event.Order;
import dev.sluice.schemas.Topic;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /api/v1/webhooks/shopify/{account}}: orders as Shopify pushes them. There is no token; the signature says who
 * sends. A shop repeats a webhook that is not answered with 200, so nothing is lost in an outage.
 */
final class ShopifyRoutes implements Routes {
    private final DurableWriter writer;
    private final Map<String, List<String>> secrets;
    private final InstantSource clock;

    /**
     * The routes.
     *
     * @param secrets that webhooks are signed with, by account
     */
    ShopifyRoutes(DurableWriter writer, Map<String, List<String>> secrets, InstantSource clock) {
        this.writer = writer;
        this.secrets = Map.copyOf(secrets);
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(Route.Method.POST, "/api/v1/webhooks/shopify/{account}", null, this::webhook));
    }

    private Reply webhook(Call call) throws InterruptedException {
        String account = call.name("account");
        String signature = call.header("x-shopify-hmac-sha256").orElse("");
        // The same answer where the account has no secret: who asks learns nothing.
        if (!WebhookSignature.fits(call.body(), signature, secrets.getOrDefault(account, List.of()))) {
            throw Problem.of(
                            ProblemKind.UNAUTHORIZED,
                            "X-Shopify-Hmac-Sha256 does not fit the body and the account's secret")
                    .toException();
        }
        String topic = call.header("x-shopify-topic").orElse("");
        if (!topic.startsWith("orders/") || topic.equals("orders/delete")) {
            return skipped("webhooks of " + (topic.isEmpty() ? "no topic" : topic) + " are not used");
        }
        ShopifyOrder order = new ShopifyOrder(call.json());
        return order.isTest() ? skipped("it is a test order") : write(account, order);
    }

    private static Reply skipped(String why) {
        return Reply.json(answer("skipped").put("detail", why));
    }

    private static ObjectNode answer(String status) {
        return JsonNodeFactory.instance.objectNode().put("status", status);
    }

    private Reply write(String account, ShopifyOrder from) throws InterruptedException {
        Order order;
        try {
            order = from.of(account);
        } catch (ShopifyOrder.UnreadableException e) {
            throw Problem.invalid(List.of(new Problem.Fault(e.pointer(), String.valueOf(e.getMessage()))))
                    .toException();
        }
        Optional<Rejection> refusal = new EventRules(clock.millis()).refusal(order);
        if (refusal.isPresent()) {
            throw Problem.invalid(List.of(new Problem.Fault("#", refusal.get().message())))
                    .toException();
        }
        JsonNode at = Written.one(writer, new Entry(Topic.ORDERS, account, order));
        ObjectNode answer =
                answer("accepted").put("order_id", order.getOrderId()).put("revision", order.getRevision());
        return Reply.json(answer.setAll((ObjectNode) at));
    }
}
