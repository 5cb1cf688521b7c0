package dev.sluice.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** TLS to the registry from {@code schema.registry.ssl.*}: an own trust store, a key store for mutual TLS. */
record RegistryTls(SSLContext context) {
    private static final String PREFIX = "schema.registry.ssl.";

    static Optional<RegistryTls> from(Map<String, ?> config) {
        KeyStore trust = store(config, "truststore");
        KeyStore keys = store(config, "keystore");
        if (trust == null && keys == null) {
            return Optional.empty();
        }
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(trust);
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (keys != null) {
                own.init(keys, secret(config, "key", secret(config, "keystore", new char[0])));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys == null ? null : own.getKeyManagers(), trusted.getTrustManagers(), null);
            return Optional.of(new RegistryTls(context));
        } catch (GeneralSecurityException e) {
            throw new ConfigException(PREFIX + "* can't be used: " + e.getMessage());
        }
    }

    private static @Nullable KeyStore store(Map<String, ?> config, String kind) {
        String location = RegistryConfig.text(config, PREFIX + kind + ".location");
        if (location == null) {
            return null;
        }
        String type = RegistryConfig.text(config, PREFIX + kind + ".type");
        try (InputStream in = Files.newInputStream(Path.of(location))) {
            KeyStore store = KeyStore.getInstance(type == null ? "JKS" : type);
            store.load(in, secret(config, kind, null));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException(PREFIX + kind + ".location", location, "can't be read: " + e);
        }
    }

    private static char @Nullable [] secret(Map<String, ?> config, String kind, char @Nullable [] otherwise) {
        String secret = RegistryConfig.text(config, PREFIX + kind + ".password");
        return secret == null ? otherwise : secret.toCharArray();
    }
}
