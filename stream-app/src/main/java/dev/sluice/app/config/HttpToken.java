package dev.sluice.app.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who may use the HTTP API, and for what. The token itself is never configured, only its hash; tokens are long random
 * texts, so a plain hash can't be guessed back.
 *
 * @param name of its holder, as the audit log shows it
 * @param scopes what it may do
 * @param sha256 SHA-256 of the token, 64 lower-case hexadecimal digits
 */
public record HttpToken(String name, Set<Scope> scopes, String sha256) {
    /** What a caller may do; no scope holds another. */
    public enum Scope {
        /** See everything. */
        READ,
        /** Send events, lift tests and plans. */
        WRITE,
        /** Set policies, approve and dismiss recommendations. */
        APPROVE
    }

    public HttpToken {
        scopes = Set.copyOf(scopes);
    }

    /** Reads {@code name=NAME;scopes=read+write;sha256=HEX}, several separated by commas; empty where one is none. */
    static Optional<List<HttpToken>> parse(String text) {
        List<HttpToken> tokens = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            Optional<HttpToken> token = one(item.strip());
            if (token.isEmpty()) {
                return Optional.empty();
            }
            tokens.add(token.get());
        }
        boolean distinct = tokens.stream().map(HttpToken::name).distinct().count() == tokens.size()
                && tokens.stream().map(HttpToken::sha256).distinct().count() == tokens.size();
        return distinct ? Optional.of(List.copyOf(tokens)) : Optional.empty();
    }

    private static Optional<HttpToken> one(String text) {
        Map<String, String> parts = new TreeMap<>();
        for (String part : text.split(";", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length < 2 || parts.put(pair[0].strip(), pair[1].strip()) != null) {
                return Optional.empty();
            }
        }
        String name = parts.getOrDefault("name", "");
        String hash = parts.getOrDefault("sha256", "").toLowerCase(Locale.ROOT);
        Optional<Set<Scope>> scopes = scopes(parts.getOrDefault("scopes", ""));
        boolean legal = parts.size() == 3 && name.matches("[A-Za-z0-9._@-]{1,64}") && hash.matches("[0-9a-f]{64}");
        return legal ? scopes.map(s -> new HttpToken(name, s, hash)) : Optional.empty();
    }

    private static Optional<Set<Scope>> scopes(String text) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : text.split("\\+", -1)) {
            Optional<Scope> scope = Arrays.stream(Scope.values())
                    .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(word.strip()))
                    .findFirst();
            if (scope.isEmpty()) {
                return Optional.empty();
            }
            scopes.add(scope.get());
        }
        return Optional.of(scopes);
    }

    /** As {@link #parse} reads it. */
    static String format(List<HttpToken> tokens) {
        return tokens.stream()
                .map(t -> "name=" + t.name + ";scopes="
                        + t.scopes.stream()
                                .sorted()
                                .map(s -> s.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining("+"))
                        + ";sha256=" + t.sha256)
                .collect(Collectors.joining(","));
    }
}
