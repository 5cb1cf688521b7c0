package dev.sluice.schemas;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Where the registry is and how to talk to it, read from Confluent's keys.
 *
 * @param endpoints at least one; the first that answers serves
 * @param maxRetries rounds over all endpoints after the first
 * @param firstWait pause before the first retry; doubles each time up to {@code longestWait}
 */
record RegistryConfig(
        List<Endpoint> endpoints,
        int maxRetries,
        Duration firstWait,
        Duration longestWait,
        Duration connectTimeout,
        Duration readTimeout,
        Optional<RegistryTls> tls) {

    /** One registry: its base address without a slash at the end, and the Authorization header, if any. */
    record Endpoint(String url, Optional<String> authorization) {}

    static final String URL = "schema.registry.url";

    RegistryConfig {
        endpoints = List.copyOf(endpoints);
    }

    static RegistryConfig from(Map<String, ?> config) {
        Optional<String> header = header(config);
        List<Endpoint> endpoints = new ArrayList<>();
        for (String url : urls(config)) {
            endpoints.add(endpoint(url, header, config));
        }
        // Confluent's defaults give up after about 7 s; a registry that restarts takes longer, so ours waits about 25
        // s.
        return new RegistryConfig(
                endpoints,
                number(config, "max.retries", 8),
                Duration.ofMillis(number(config, "retries.wait.ms", 100)),
                Duration.ofMillis(number(config, "retries.max.wait.ms", 10_000)),
                Duration.ofMillis(Math.max(1, number(config, "http.connect.timeout.ms", 10_000))),
                Duration.ofMillis(Math.max(1, number(config, "http.read.timeout.ms", 30_000))),
                RegistryTls.from(config));
    }

    private static List<String> urls(Map<String, ?> config) {
        Object value = config.get(URL);
        List<String> urls = new ArrayList<>();
        Iterable<?> parts = value instanceof Iterable<?> many
                ? many
                : List.of(value == null ? new String[0] : value.toString().split(","));
        for (Object part : parts) {
            String url = part.toString().trim();
            if (!url.isEmpty()) {
                urls.add(url);
            }
        }
        if (urls.isEmpty()) {
            throw new ConfigException(
                    URL + " is not set: give the registry's address, for example http://localhost:8081");
        }
        return urls;
    }

    private static Endpoint endpoint(String url, Optional<String> header, Map<String, ?> config) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(URL, masked(url), "is no address");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getRawAuthority() == null) {
            throw new ConfigException(URL, masked(url), "expected http://host:port or https://host:port");
        }
        String userInfo = uri.getRawUserInfo();
        String authority = uri.getRawAuthority().substring(userInfo == null ? 0 : userInfo.length() + 1);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        Optional<String> authorization = header;
        if (userInfo != null && authorization.isEmpty() && basicSource(config).equals("URL")) {
            authorization = Optional.of(basic(uri.getUserInfo()));
        }
        return new Endpoint(scheme + "://" + authority + path, authorization);
    }

    private static Optional<String> header(Map<String, ?> config) {
        String bearerSource = text(config, "bearer.auth.credentials.source");
        String token = text(config, "bearer.auth.token");
        if (bearerSource != null && !bearerSource.equalsIgnoreCase("STATIC_TOKEN")) {
            throw new ConfigException("bearer.auth.credentials.source", bearerSource, "only STATIC_TOKEN is supported");
        }
        if (bearerSource != null && token == null) {
            throw new ConfigException("bearer.auth.token is not set, but bearer.auth.credentials.source asks for it");
        }
        if (token != null) {
            return Optional.of("Bearer " + token);
        }
        if (!basicSource(config).equals("USER_INFO")) {
            return Optional.empty();
        }
        String userInfo = text(config, "basic.auth.user.info");
        if (userInfo == null || !userInfo.contains(":")) {
            throw new ConfigException(
                    "basic.auth.user.info must be user:password when basic.auth.credentials.source " + "is USER_INFO");
        }
        return Optional.of(basic(userInfo));
    }

    private static String basicSource(Map<String, ?> config) {
        String source = text(config, "basic.auth.credentials.source");
        if (source == null) {
            return "URL";
        }
        String upper = source.toUpperCase(Locale.ROOT);
        if (!upper.equals("URL") && !upper.equals("USER_INFO")) {
            throw new ConfigException("basic.auth.credentials.source", source, "expected URL or USER_INFO");
        }
        return upper;
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    private static String masked(String url) {
        return url.replaceAll("//[^@/]*@", "//***@");
    }

    private static int number(Map<String, ?> config, String key, int otherwise) {
        String text = text(config, key);
        try {
            int value = text == null ? otherwise : Integer.parseInt(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, for negative ones too.
        }
        throw new ConfigException(key, text, "expected a whole number, 0 or more");
    }

    static @Nullable String text(Map<String, ?> config, String key) {
        Object value = config.get(key);
        String text = value instanceof Password secret ? secret.value() : value == null ? "" : value.toString();
        return text.isBlank() ? null : text.trim();
    }

    /** Never prints credentials. */
    @Override
    public String toString() {
        return String.join(",", endpoints.stream().map(Endpoint::url).toList());
    }
}
