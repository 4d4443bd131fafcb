package io.lantern.hub.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.connector.Call;
import io.lantern.hub.connector.Delivery;
import io.lantern.hub.kernel.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signature against the specification's own example and against the JDK, and settings that cannot be used. */
class WebhookTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD = "whsec_bGFudGVybi1zYW5kYm94LXdlYmhvb2stc2VjcmV0";
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-02T12:00:00.789Z"), ZoneOffset.UTC);

    @Test
    void the_library_signs_the_specifications_example_as_the_specification_does() throws Exception {
        String signature = new com.standardwebhooks.Webhook(SECRET)
                .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void while_a_secret_is_changed_both_sign() throws Exception {
        Call call = request(OLD);

        String signed = call.headers().get("webhook-id") + "." + call.headers().get("webhook-timestamp") + "."
                + new String(call.body(), StandardCharsets.UTF_8);
        assertThat(call.headers().get("webhook-timestamp")).isEqualTo("1772452800");
        assertThat(call.headers().get("webhook-signature"))
                .isEqualTo("v1," + hmac(SECRET, signed) + " v1," + hmac(OLD, signed));
    }

    @Test
    void a_blank_previous_secret_is_none() throws Exception {
        assertThat(request("").headers().get("webhook-signature")).doesNotContain(" ");
    }

    @Test
    void neither_settings_nor_call_show_a_secret() throws Exception {
        assertThat(settings("https://acme.example/hook", SECRET, OLD).toString())
                .doesNotContain("whsec");
        assertThat(request(OLD).toString()).doesNotContain("v1,", "Ada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ftp://acme.example/hook          | ok              | -     | .url must be an http or https address",
                "https://user@acme.example/hook   | ok              | -     | .url must be an http or https address",
                "hook                             | ok              | -     | .url must be an http or https address",
                "https://acme.example/hook        | -               | -     | .secret must be whsec_",
                "https://acme.example/hook        | whsec_c2hvcnQ=  | -     | .secret must be whsec_",
                "https://acme.example/hook        | whsec_***       | -     | .secret must be whsec_",
                "https://acme.example/hook        | ok              | short | .previous-secret must be whsec_",
            })
    void a_setting_that_cannot_be_used_is_named(String url, String secret, String previous, String words) {
        assertThatThrownBy(() -> settings(url, "ok".equals(secret) ? SECRET : secret, previous))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lantern.connectors.webhooks.crm" + words);
    }

    @Test
    void a_webhook_that_is_set_to_nothing_is_none() {
        assertThat(new Webhook(settings("", "", ""), NOON).targets()).isEmpty();
    }

    private static Call request(String previous) throws Exception {
        Webhook webhook = new Webhook(settings("https://acme.example/hook", SECRET, previous), NOON);
        return webhook.request(
                new Delivery(new TenantId(1), "key", "req_1", "A lead", "", Map.of("first_name", "Ada"), Map.of()),
                "webhook.crm");
    }

    private static WebhookSettings settings(String url, String secret, String previous) {
        return new WebhookSettings(Map.of("crm", new WebhookSettings.Webhook(1, URI.create(url), secret, previous)));
    }

    private static String hmac(String secret, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
