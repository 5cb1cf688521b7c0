package dev.sluice.app.ledger;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The channel that the UTM parameters of an order's landing page speak of, in the manner of web analytics' default
 * channel groups.
 */
public final class UtmRules {
    private static final Set<String> SEARCH_ADS = Set.of("cpc", "ppc", "paid", "paidsearch", "paid_search", "sem");
    private static final Set<String> SOCIAL_ADS = Set.of("paid_social", "paidsocial", "social_paid");
    private static final Map<String, String> SOCIAL_NETWORKS = Map.of(
            "facebook", "meta", "instagram", "meta", "meta", "meta", "fb", "meta", "ig", "meta", "tiktok", "tiktok");
    private static final Map<String, String> BY_MEDIUM = Map.ofEntries(
            Map.entry("display", "display"),
            Map.entry("banner", "display"),
            Map.entry("cpm", "display"),
            Map.entry("email", "email"),
            Map.entry("e-mail", "email"),
            Map.entry("newsletter", "email"),
            Map.entry("affiliate", "affiliate"),
            Map.entry("affiliates", "affiliate"),
            Map.entry("partner", "affiliate"),
            Map.entry("organic", "organic_search"),
            Map.entry("social", "organic_social"),
            Map.entry("organic_social", "organic_social"),
            Map.entry("referral", "referral"));

    private UtmRules() {}

    /** The channel, or null where the parameters say nothing. Never longer than a channel may be. */
    public static @Nullable String channelOf(@Nullable String utmSource, @Nullable String utmMedium) {
        String source = utmSource == null ? "" : utmSource.strip().toLowerCase(Locale.ROOT);
        String medium = utmMedium == null ? "" : utmMedium.strip().toLowerCase(Locale.ROOT);
        if (SEARCH_ADS.contains(medium)) {
            return SOCIAL_NETWORKS.getOrDefault(source, "paid_search");
        }
        if (SOCIAL_ADS.contains(medium)) {
            return SOCIAL_NETWORKS.getOrDefault(source, "paid_social");
        }
        String byMedium = BY_MEDIUM.get(medium);
        if (byMedium != null) {
            return byMedium;
        }
        if (source.isEmpty()) {
            return null;
        }
        String clean = source.replaceAll("\\p{Cntrl}", "");
        return clean.isEmpty() ? null : clean.substring(0, Math.min(clean.length(), 200));
    }
}
