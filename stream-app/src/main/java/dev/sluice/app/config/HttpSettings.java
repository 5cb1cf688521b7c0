package dev.sluice.app.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** Reads where and for whom the app listens. */
final class HttpSettings {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");
    /** An address, not a name: no resolver is asked. */
    private static final Pattern NUMERIC = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private HttpSettings() {}

    static SluiceConfig.Http read(SettingReader read) {
        String host = read.text(ConfigKey.HTTP_HOST, HOST);
        int port = read.integer(ConfigKey.HTTP_PORT, 8080, 0, 65_535);
        List<HttpToken> tokens = read.read(
                ConfigKey.HTTP_TOKENS,
                List.of(),
                HttpToken::parse,
                t -> t.isEmpty() ? ConfigKey.HTTP_TOKENS.defaultText() : HttpToken.format(t));
        int rate = read.integer(ConfigKey.HTTP_RATE_LIMIT, 200, 0, 1_000_000);
        int body = read.integer(ConfigKey.HTTP_MAX_BODY_BYTES, 4 * 1024 * 1024, 1024, 256 * 1024 * 1024);
        if (tokens.isEmpty() && !isLoopback(host)) {
            read.fault(ConfigKey.HTTP_HOST);
        }
        return new SluiceConfig.Http(host, port, tokens, rate, body);
    }

    private static boolean isLoopback(String host) {
        if (!NUMERIC.matcher(host).matches()) {
            return host.equalsIgnoreCase("localhost");
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
