package dev.sluice.app.api.write;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shopify's signature of a webhook: HMAC-SHA-256 of the body as it came, in Base64. */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /**
     * Whether a body was signed with one of the secrets; several hold while one is being replaced. How long it takes does
     * not tell how much of a signature is right.
     *
     * @param signature Base64, as the header has it
     */
    static boolean fits(byte[] body, String signature, List<String> secrets) {
        byte[] given;
        try {
            given = Base64.getDecoder().decode(signature.strip());
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean fits = false;
        for (String secret : secrets) {
            fits |= MessageDigest.isEqual(of(body, secret), given);
        }
        return fits;
    }

    private static byte[] of(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
