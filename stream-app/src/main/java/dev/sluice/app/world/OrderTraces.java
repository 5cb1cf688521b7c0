package dev.sluice.app.world;

import dev.sluice.event.Click;
import dev.sluice.event.Order;
import java.util.Locale;
import java.util.Map;

/** What an order tells about where it came from: rarely everything, sometimes nothing. */
final class OrderTraces {
    private record Utm(String source, String medium) {}

    private static final Map<String, Utm> UTM = Map.of(
            "paid_search", new Utm("google", "cpc"),
            "meta", new Utm("facebook", "paid_social"),
            "tiktok", new Utm("tiktok", "cpc"),
            "display", new Utm("dv360", "display"),
            "email", new Utm("newsletter", "email"),
            "affiliate", new Utm("awin", "affiliate"),
            "organic_search", new Utm("google", "organic"));

    /** The buyer came by this click. */
    void ofClick(Order.Builder order, String channel, Click click, Chance chance) {
        double roll = chance.uniform();
        if (roll < 0.35) {
            order.setClickId(click.getClickId());
            order.setVisitorId(chance.happens(0.7) ? click.getVisitorId().orElse(null) : null);
        } else if (roll < 0.68) {
            order.setVisitorId(click.getVisitorId().orElse(null));
            if (chance.happens(0.5)) {
                utm(order, channel, chance);
            }
        } else if (roll < 0.82) {
            utm(order, channel, chance);
        } else if (roll < 0.9) {
            order.setChannel(channel);
        }
    }

    /** The buyer came without a click. */
    void withoutClick(Order.Builder order, String channel, Chance chance) {
        double roll = chance.uniform();
        if (roll < 0.1) {
            order.setChannel(channel);
        } else if (roll < 0.15) {
            order.setUtmSource("Partner-Blog").setUtmMedium("referral");
        } else if (roll < 0.2) {
            order.setUtmSource("Pinterest");
        }
    }

    /** A known customer came back. */
    void ofReturning(Order.Builder order, String visitor, Chance chance) {
        double roll = chance.uniform();
        if (roll < 0.4) {
            order.setVisitorId(visitor);
        } else if (roll < 0.6) {
            utm(order, "email", chance);
        }
    }

    private static void utm(Order.Builder order, String channel, Chance chance) {
        Utm utm = UTM.get(channel);
        if (utm == null) {
            return;
        }
        boolean shouting = chance.happens(0.1);
        order.setUtmSource(shouting ? utm.source.toUpperCase(Locale.ROOT) : utm.source);
        order.setUtmMedium(shouting ? utm.medium.toUpperCase(Locale.ROOT) : utm.medium);
        order.setUtmCampaign(chance.happens(0.5) ? channel + "-c1" : null);
    }
}
