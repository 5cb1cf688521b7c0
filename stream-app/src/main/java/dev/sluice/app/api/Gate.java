package dev.sluice.app.api;

import dev.sluice.app.config.HttpToken;
import dev.sluice.app.config.HttpToken.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and whether they may. Without tokens everybody on this machine may do everything, and then a web page that
 * somebody here has open elsewhere must not: its requests name another host (DNS rebinding) or another origin.
 */
final class Gate {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    @SuppressWarnings("ArrayRecordComponent") // never compared as such
    private record Known(HttpToken token, byte[] hash) {}

    private final List<Known> known;

    Gate(List<HttpToken> tokens) {
        this.known = tokens.stream()
                .map(t -> new Known(t, HexFormat.of().parseHex(t.sha256())))
                .toList();
    }

    boolean asksForTokens() {
        return !known.isEmpty();
    }

    /** The token of a request; empty where it has none, or a wrong one. */
    Optional<HttpToken> holder(Map<String, String> headers) {
        String header = headers.getOrDefault("authorization", "");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        byte[] given = sha256(header.substring(7).strip());
        HttpToken found = null;
        // All are compared, each in constant time: how long it takes tells nothing of what is known.
        for (Known each : known) {
            if (MessageDigest.isEqual(each.hash, given)) {
                found = each.token;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Why the holder may not call a route of this scope; empty if they may. */
    Optional<Problem> refusal(@Nullable Scope scope, Optional<HttpToken> holder, Map<String, String> headers) {
        if (!asksForTokens()) {
            return isFromHere(headers)
                    ? Optional.empty()
                    : Optional.of(Problem.of(
                            ProblemKind.FORBIDDEN,
                            "Without http.tokens only this machine's own pages and programs may call; the request names"
                                    + " another host or origin"));
        }
        if (scope == null) {
            return Optional.empty();
        }
        if (holder.isEmpty()) {
            return Optional.of(new Problem(
                    ProblemKind.UNAUTHORIZED,
                    headers.containsKey("authorization") ? "The token is not known" : "There is no token",
                    List.of(),
                    Map.of("WWW-Authenticate", "Bearer realm=\"sluice\"")));
        }
        HttpToken token = holder.get();
        return token.scopes().contains(scope)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ProblemKind.FORBIDDEN,
                        "The token " + token.name() + " lacks the scope "
                                + scope.name().toLowerCase(Locale.ROOT)));
    }

    private static boolean isFromHere(Map<String, String> headers) {
        String origin = headers.get("origin");
        return isThisMachine(headers.getOrDefault("host", "")) && (origin == null || isThisMachine(authority(origin)));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? origin : authority;
        } catch (IllegalArgumentException e) {
            return origin;
        }
    }

    private static boolean isThisMachine(String authority) {
        String host = authority.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        return THIS_MACHINE.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
