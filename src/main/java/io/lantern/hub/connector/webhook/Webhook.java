package io.lantern.hub.connector.webhook;

import com.standardwebhooks.exceptions.WebhookSigningException;
import io.lantern.hub.connector.Call;
import io.lantern.hub.connector.Connector;
import io.lantern.hub.connector.Delivered;
import io.lantern.hub.connector.Delivery;
import io.lantern.hub.connector.Reach;
import io.lantern.hub.connector.Reply;
import io.lantern.hub.connector.Target;
import io.lantern.hub.connector.TargetFault;
import io.lantern.hub.kernel.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Webhooks, each by its name. A private address is called, too: who runs the hub has configured it. */
@Component
class Webhook implements Connector {
    private static final String TYPE = "webhook";
    private static final String EVENT = "lantern.delivery";

    private final Map<String, WebhookSettings.Webhook> webhooks;
    private final Clock clock;

    Webhook(WebhookSettings settings, Clock clock) {
        this.webhooks = settings.webhooks().entrySet().stream()
                .filter(entry -> entry.getValue().isConfigured())
                .collect(Collectors.toUnmodifiableMap(entry -> TYPE + "." + entry.getKey(), Map.Entry::getValue));
        this.clock = clock;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean isNamed() {
        return true;
    }

    @Override
    public List<Target> targets() {
        return webhooks.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Target(
                        entry.getKey(),
                        new TenantId(entry.getValue().tenant()),
                        url(entry.getKey()).getAuthority()))
                .toList();
    }

    @Override
    public String setting(String target) {
        return target.equals(TYPE)
                ? "lantern.connectors.webhooks.<name>.url and .secret, and name it as webhook.<name> where there are several"
                : "lantern.connectors.webhooks" + target.substring(TYPE.length()) + ".url and .secret";
    }

    /** There is no call that a webhook answers without taking it for a delivery. */
    @Override
    public @Nullable String check(Target target) {
        Reach.check(target.name(), url(target.name()));
        return null;
    }

    @Override
    public boolean isKnownByUse() {
        return true;
    }

    /** @param target for example {@code webhook.crm} */
    Call request(Delivery delivery, String target) throws WebhookSigningException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        byte[] body = Call.bytes(payload(delivery, now));
        String id = delivery.id(target);
        return new Call("POST", url(target), Map.of(), "application/json", body)
                .with("webhook-id", id)
                .with("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                .with("webhook-signature", signatures(target, id, now, new String(body, StandardCharsets.UTF_8)));
    }

    Delivered read(Reply reply, String target, Delivery delivery) {
        if (!reply.isGood()) {
            throw TargetFault.ofStatus(target, reply, reply.text());
        }
        return new Delivered(delivery.id(target));
    }

    private static Map<String, Object> payload(Delivery delivery, Instant now) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("request_id", delivery.requestId());
        data.put("subject", delivery.subject());
        data.put("text", delivery.text());
        data.put("record", delivery.record());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", delivery.option("type").isEmpty() ? EVENT : delivery.option("type"));
        payload.put("timestamp", now.toString());
        payload.put("data", data);
        return payload;
    }

    /** With the previous secret, too, so that a receiver may change over when it likes. */
    private String signatures(String target, String id, Instant now, String payload) throws WebhookSigningException {
        WebhookSettings.Webhook webhook = of(target);
        List<String> secrets = Stream.of(webhook.secret(), webhook.previousSecret())
                .filter(secret -> secret != null && !secret.isBlank())
                .map(Objects::requireNonNull)
                .toList();
        StringBuilder all = new StringBuilder();
        for (String secret : secrets) {
            all.append(all.isEmpty() ? "" : " ")
                    .append(new com.standardwebhooks.Webhook(secret).sign(id, now.getEpochSecond(), payload));
        }
        return all.toString();
    }

    private URI url(String target) {
        return Objects.requireNonNull(of(target).url());
    }

    private WebhookSettings.Webhook of(String target) {
        return Objects.requireNonNull(webhooks.get(target), target);
    }
}
