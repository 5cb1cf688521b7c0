package dev.sluice.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A shop's exports, few enough rows to add up by hand, and how they are laid out. */
record SmallShop(Path folder) {
    static final String FIRST = "2026-03-20";
    static final String LATER = "2026-03-25T06:00:00Z";
    static final String EARLIER = "2026-03-19";

    private static final String SPEND_HEADER = "day,channel,campaign,cost,impressions,clicks\n";
    private static final String ORDER_HEADER = "id,customer,at,total,refunded,channel\n";

    /** Five rows, four reports: paid_search 200.75, meta 60.25. */
    Path spend() throws IOException {
        return write("spend.csv", SPEND_HEADER + """
                2026-03-02,paid_search,brand,100.50,1000,40
                2026-03-02,paid_search,generic,20.25,500,10
                2026-03-03,paid_search,brand,80.00,900,30
                2026-03-09,meta,prospecting,60.10,4000,25
                2026-03-09,meta,prospecting,0.15,10,1
                """);
    }

    /** The same days as the platforms saw them later, and a new one: paid_search 200.50, meta 65.25. */
    Path restatedSpend() throws IOException {
        return write("spend-restated.csv", SPEND_HEADER + """
                2026-03-02,paid_search,brand,110.25,1100,44
                2026-03-02,paid_search,generic,20.25,500,10
                2026-03-03,paid_search,brand,70.00,850,28
                2026-03-09,meta,prospecting,60.25,4010,26
                2026-03-10,meta,prospecting,5.00,300,2
                """);
    }

    /** The same days as they first looked. */
    Path staleSpend() throws IOException {
        return write("spend-stale.csv", SPEND_HEADER + """
                2026-03-02,paid_search,brand,1.00,1,1
                2026-03-02,paid_search,generic,1.00,1,1
                2026-03-03,paid_search,brand,1.00,1,1
                2026-03-09,meta,prospecting,1.00,1,1
                """);
    }

    Path clicks() throws IOException {
        return write("clicks.csv", """
                id,channel,visitor,at
                k1,paid_search,v1,2026-03-02T09:00:00Z
                k2,paid_search,v2,2026-03-03T09:00:00Z
                k3,meta,v1,2026-03-09T09:00:00Z
                """);
    }

    Path orders() throws IOException {
        return write("orders.csv", ORDER_HEADER + """
                o1,ann,2026-03-02T10:00:00Z,50.00,0,paid_search
                o2,bob,2026-03-03T10:00:00Z,30.00,0,paid_search
                o3,ann,2026-03-09T10:00:00Z,20.00,0,meta
                """);
    }

    /** Bob got 10 back. */
    Path restatedOrders() throws IOException {
        return write("orders-restated.csv", ORDER_HEADER + """
                o1,ann,2026-03-02T10:00:00Z,50.00,0,paid_search
                o2,bob,2026-03-03T10:00:00Z,30.00,10.00,paid_search
                o3,ann,2026-03-09T10:00:00Z,20.00,0,meta
                """);
    }

    /** The arguments that import or replay these three files. */
    List<String> arguments(Path spend, Path clicks, Path orders, String asOf) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--spend", spend.toString(), "--spend-mapping", mapping("spend", """
                kind: spend
                fields: {channel: channel, campaign_id: campaign, day: day, spend: cost, impressions: impressions,
                  clicks: clicks}
                """)));
        arguments.addAll(List.of("--clicks", clicks.toString(), "--clicks-mapping", mapping("clicks", """
                kind: clicks
                fields: {click_id: id, channel: channel, visitor_id: visitor, clicked_at: at}
                """)));
        arguments.addAll(List.of("--orders", orders.toString(), "--orders-mapping", mapping("orders", """
                kind: orders
                fields: {order_id: id, customer_id: customer, placed_at: at, total: total, refunded: refunded,
                  channel: channel}
                """)));
        arguments.addAll(List.of("--account", "acme", "--currency", "EUR", "--as-of", asOf));
        return arguments;
    }

    private String mapping(String name, String yaml) throws IOException {
        return write(name + ".yaml", yaml).toString();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
