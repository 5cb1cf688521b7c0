package dev.sluice.app.world;

import dev.sluice.event.Click;
import dev.sluice.event.Order;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Last-touch attribution, told as plainly as can be: it looks through all clicks, whenever they arrived. */
final class AttributionTruth {
    private static final long LOOK_BACK_MILLIS = Duration.ofDays(30).toMillis();
    private static final Map<String, String> SOCIAL = Map.of(
            "facebook", "meta", "instagram", "meta", "meta", "meta", "fb", "meta", "ig", "meta", "tiktok", "tiktok");
    private static final Map<String, String> MEDIUM = new HashMap<>();

    static {
        List.of("cpc", "ppc", "paid", "paidsearch", "paid_search", "sem").forEach(m -> MEDIUM.put(m, "paid_search"));
        List.of("paid_social", "paidsocial", "social_paid").forEach(m -> MEDIUM.put(m, "paid_social"));
        List.of("display", "banner", "cpm").forEach(m -> MEDIUM.put(m, "display"));
        List.of("email", "e-mail", "newsletter").forEach(m -> MEDIUM.put(m, "email"));
        List.of("affiliate", "affiliates", "partner").forEach(m -> MEDIUM.put(m, "affiliate"));
        List.of("social", "organic_social").forEach(m -> MEDIUM.put(m, "organic_social"));
        MEDIUM.put("organic", "organic_search");
        MEDIUM.put("referral", "referral");
    }

    private final Map<String, Click> clicks;
    private final Map<String, List<Click>> byVisitor;

    AttributionTruth(Collection<Click> clicks) {
        this.clicks = clicks.stream().collect(Collectors.toMap(Click::getClickId, click -> click));
        this.byVisitor = clicks.stream()
                .filter(click -> click.getVisitorId().isPresent())
                .collect(Collectors.groupingBy(click -> click.getVisitorId().orElseThrow()));
    }

    String channel(Order order) {
        return order.getChannel()
                .or(() -> order.getClickId()
                        .map(clicks::get)
                        .filter(click -> canHaveLedTo(order, click))
                        .map(Click::getChannel))
                .or(() -> order.getVisitorId().flatMap(visitor -> lastClick(order, visitor)))
                .orElseGet(() -> utm(order));
    }

    private Optional<String> lastClick(Order order, String visitor) {
        return byVisitor.getOrDefault(visitor, List.of()).stream()
                .filter(click -> canHaveLedTo(order, click))
                .max(Comparator.comparingLong(Click::getClickedAt).thenComparing(Click::getClickId))
                .map(Click::getChannel);
    }

    private static boolean canHaveLedTo(Order order, Click click) {
        long gap = order.getPlacedAt() - click.getClickedAt();
        return gap >= 0 && gap <= LOOK_BACK_MILLIS;
    }

    private static String utm(Order order) {
        String source = order.getUtmSource().orElse("").toLowerCase(Locale.ROOT);
        String medium = order.getUtmMedium().orElse("").toLowerCase(Locale.ROOT);
        String channel = MEDIUM.getOrDefault(medium, "");
        if (channel.equals("paid_search") || channel.equals("paid_social")) {
            return SOCIAL.getOrDefault(source, channel);
        }
        if (!channel.isEmpty()) {
            return channel;
        }
        return source.isEmpty() ? "direct" : source;
    }
}
