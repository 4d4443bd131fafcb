package io.lantern;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.eloqua.EloquaApi;
import io.lantern.sandbox.mail.GmailApi;
import io.lantern.sandbox.mail.MailInbox;
import io.lantern.sandbox.slack.SlackWebhook;
import io.lantern.sandbox.webhook.WebhookReceiver;
import io.lantern.sandbox.whatsapp.CloudApi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings that deliver into the sandbox, so that a newcomer sees a message without an account anywhere. */
final class SandboxTargets {
    private static final String PLACE = "lantern.connectors.";
    private static final String TEAM = "team@sandbox.example";

    /** Which setting of a target says that it is configured already. */
    private static final Map<String, String> TELLING = Map.of(
            "webhooks.sandbox", "url",
            "slack", "url",
            "whatsapp", "phone-number-id",
            "email", "host",
            "gmail", "client-id",
            "eloqua", "company");

    private SandboxTargets() {}

    /**
     * @param configured what the hub's own settings say of a name; null when they do not
     * @return by target, the settings of those that are not configured
     */
    static Map<String, Map<String, Function<Sandbox, Object>>> settings(Function<String, @Nullable String> configured) {
        Map<String, Map<String, Function<Sandbox, Object>>> settings = new LinkedHashMap<>();
        all().forEach((target, values) -> {
            String telling = configured.apply(PLACE + target + "." + TELLING.get(target));
            if (telling == null || telling.isBlank()) {
                Map<String, Function<Sandbox, Object>> named = new LinkedHashMap<>();
                values.forEach((name, value) -> named.put(PLACE + target + "." + name, value));
                settings.put(target, named);
            }
        });
        return settings;
    }

    private static Map<String, Map<String, Function<Sandbox, Object>>> all() {
        return Map.of(
                "webhooks.sandbox",
                Map.of("url", at("/webhook/sandbox"), "secret", sandbox -> WebhookReceiver.SECRET),
                "slack",
                Map.of("url", at("/slack" + SlackWebhook.PATH)),
                "whatsapp",
                Map.of(
                        "phone-number-id", sandbox -> CloudApi.NUMBER,
                        "token", sandbox -> CloudApi.TOKEN,
                        "to", sandbox -> "14155550123",
                        "base-url", at("/whatsapp")),
                "email",
                Map.of(
                        "host", sandbox -> "127.0.0.1",
                        "port", Sandbox::smtpPort,
                        "security", sandbox -> "none",
                        "username", sandbox -> "hub",
                        "password", sandbox -> MailInbox.PASSWORD,
                        "from", sandbox -> "Lantern Hub <hub@sandbox.example>",
                        "to", sandbox -> TEAM),
                "gmail",
                Map.of(
                        "client-id", sandbox -> GmailApi.KEY,
                        "client-secret", sandbox -> GmailApi.KEY,
                        "refresh-token", sandbox -> GmailApi.KEY,
                        "from", sandbox -> GmailApi.USER,
                        "to", sandbox -> TEAM,
                        "base-url", at("/gmail"),
                        "token-url", at("/gmail/token")),
                "eloqua",
                Map.of(
                        "company", sandbox -> EloquaApi.COMPANY,
                        "username", sandbox -> EloquaApi.USER,
                        "password", sandbox -> EloquaApi.PASSWORD,
                        "login-url", at("/eloqua")));
    }

    private static Function<Sandbox, Object> at(String path) {
        return sandbox -> sandbox.targetUrl() + path;
    }
}
