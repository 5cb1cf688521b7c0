package dev.sluice.app.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the setting
 * @param value what was given, masked where it is a secret
 * @param allowed what would be legal
 * @param origin where the value came from
 */
public record ConfigFault(String key, String value, String allowed, String origin) {
    @Override
    public String toString() {
        return "%s = \"%s\" (from %s): must be %s".formatted(key, value, origin, allowed);
    }
}
