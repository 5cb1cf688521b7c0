package dev.sluice.app.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What must not be printed. */
final class Secrets {
    static final String MASK = "********";

    private static final List<String> SECRET_WORDS = List.of(
            "password", "secret", "token", "user.info", "jaas", "credential", "ssl.keystore.key", "private.key");
    /** Settings whose name holds a secret word but which say where, not what: {@code sasl.oauthbearer.token.endpoint.url}. */
    private static final List<String> HARMLESS_ENDINGS = List.of(".endpoint.url", ".location", ".type", ".source");

    private static final Pattern URL_CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s,]*@");

    private Secrets() {}

    static String mask(String key, String value) {
        String name = key.toLowerCase(Locale.ROOT);
        boolean secret = SECRET_WORDS.stream().anyMatch(name::contains)
                && HARMLESS_ENDINGS.stream().noneMatch(name::endsWith);
        return secret ? MASK : URL_CREDENTIALS.matcher(value).replaceAll(MASK + "@");
    }
}
