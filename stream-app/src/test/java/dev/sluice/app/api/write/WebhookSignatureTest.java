package dev.sluice.app.api.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WebhookSignatureTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    /** RFC 4231, test cases 2 and 1. */
    @Test
    void theVectorsOfTheRfcFit() {
        assertThat(WebhookSignature.fits(
                        utf8("what do ya want for nothing?"),
                        base64("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                        List.of("Jefe")))
                .isTrue();
        assertThat(WebhookSignature.fits(
                        utf8("Hi There"),
                        base64("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
                        List.of("\u000b".repeat(20))))
                .isTrue();
    }

    @Test
    void anyOfTheSecretsWillDoAndNoOther() {
        String signature = base64("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        byte[] body = utf8("what do ya want for nothing?");
        assertThat(WebhookSignature.fits(body, signature, List.of("new", "Jefe")))
                .isTrue();
        assertThat(WebhookSignature.fits(body, signature, List.of("new"))).isFalse();
        assertThat(WebhookSignature.fits(body, signature, List.of())).isFalse();
    }

    @Test
    void aChangedBodyAndAChangedOrUnreadableSignatureDoNotFit() {
        String hex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        List<String> secrets = List.of("Jefe");
        assertThat(WebhookSignature.fits(utf8("what do ya want for nothing!"), base64(hex), secrets))
                .isFalse();
        byte[] body = utf8("what do ya want for nothing?");
        assertThat(WebhookSignature.fits(body, base64("00" + hex.substring(2)), secrets))
                .isFalse();
        assertThat(WebhookSignature.fits(body, base64(hex.substring(2)), secrets))
                .isFalse();
        assertThat(WebhookSignature.fits(body, "", secrets)).isFalse();
        assertThat(WebhookSignature.fits(body, "no base64!", secrets)).isFalse();
    }
}
