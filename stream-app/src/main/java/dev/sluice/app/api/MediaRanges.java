package dev.sluice.app.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The header {@code Accept} (RFC 9110, 12.5.1): of the media types there are, the one the caller likes best. */
final class MediaRanges {
    private MediaRanges() {}

    static Optional<String> best(String accept, List<String> offered) {
        String best = null;
        double most = 0;
        for (String type : offered) {
            double quality = quality(accept, type);
            if (quality > most) {
                best = type;
                most = quality;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How much the caller likes a type: the most specific range that covers it says so. */
    private static double quality(String accept, String type) {
        String family = type.substring(0, type.indexOf('/')) + "/*";
        double quality = 0;
        int specific = 0;
        for (String range : accept.split(",", -1)) {
            String[] parts = range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
            int precise = parts[0].equals(type) ? 3 : parts[0].equals(family) ? 2 : parts[0].equals("*/*") ? 1 : 0;
            if (precise > specific) {
                specific = precise;
                quality = weight(parts);
            }
        }
        return quality;
    }

    private static double weight(String[] parts) {
        for (String part : parts) {
            if (part.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
                return Double.parseDouble(part.substring(2));
            }
        }
        return 1;
    }
}
