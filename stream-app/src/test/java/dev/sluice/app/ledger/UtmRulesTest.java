package dev.sluice.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtmRulesTest {
    @ParameterizedTest(name = "{0} / {1} is {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "google,     cpc,         paid_search",
                "bing,       PPC,         paid_search",
                "-,          sem,         paid_search",
                "facebook,   cpc,         meta",
                "Instagram,  paid_social, meta",
                "fb,         paid,        meta",
                "tiktok,     paidsocial,  tiktok",
                "pinterest,  paid_social, paid_social",
                "google,     display,     display",
                "adnet,      cpm,         display",
                "-,          banner,      display",
                "klaviyo,    email,       email",
                "klaviyo,    e-mail,      email",
                "weekly,     newsletter,  email",
                "blog,       affiliate,   affiliate",
                "google,     organic,     organic_search",
                "facebook,   social,      organic_social",
                "partner.io, referral,    referral",
                "' Google ', ' CPC ',     paid_search",
                "podcast,    -,           podcast",
                "podcast,    audio,       podcast",
                "'',         audio,       -",
                "-,          -,           -",
                "'  ',       '',          -"
            })
    void parametersNameAChannel(@Nullable String source, @Nullable String medium, @Nullable String channel) {
        assertThat(UtmRules.channelOf(source, medium)).isEqualTo(channel);
    }

    @Test
    void whatItNamesIsAlwaysAValidChannel() {
        assertThat(UtmRules.channelOf("x".repeat(5_000), null)).hasSize(200);
        assertThat(UtmRules.channelOf("a\u0000b\nc", null)).isEqualTo("abc");
        assertThat(UtmRules.channelOf("\u0000\u0001", null)).isNull();
    }
}
