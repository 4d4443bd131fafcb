package io.lantern.hub.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.connector.Connector;
import io.lantern.hub.connector.Delivered;
import io.lantern.hub.connector.Delivery;
import io.lantern.hub.connector.Target;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Kafka as a target: each delivery is a message of its topic. */
@Component
class KafkaConnector implements Connector {
    private static final String TYPE = "kafka";
    private static final int MILLIS = 3_000;

    private final KafkaSettings settings;
    private final CamelContext camel;
    private final ObjectMapper json;

    KafkaConnector(KafkaSettings settings, CamelContext camel, ObjectMapper json) {
        this.settings = settings;
        this.camel = camel;
        this.json = json;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Target> targets() {
        return settings.enabled() ? List.of(new Target(TYPE, null, null)) : List.of();
    }

    @Override
    public String setting(String target) {
        return "the profile kafka and lantern.kafka.brokers";
    }

    /** @return the cluster's id */
    @Override
    public @Nullable String check(Target target) {
        Properties client = camel.getComponent(TYPE, KafkaComponent.class)
                .getConfiguration()
                .createProducerProperties();
        Map<String, Object> options = new HashMap<>();
        client.forEach((name, value) -> {
            if (AdminClientConfig.configNames().contains(name.toString())) {
                options.put(name.toString(), value);
            }
        });
        options.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        options.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS);
        options.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MILLIS);
        try (Admin admin = Admin.create(options)) {
            return admin.describeCluster().clusterId().get(MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    @Override
    public @Nullable ProblemException explain(Throwable failure) {
        return failure instanceof KafkaException || failure instanceof TimeoutException ? away() : null;
    }

    private ProblemException away() {
        return new ProblemException(
                ProblemCode.UPSTREAM_UNAVAILABLE,
                "Kafka at %s does not answer. Check lantern.kafka.brokers, and that the broker is up."
                        .formatted(settings.brokers()));
    }

    /** @return the delivery as JSON */
    String message(Delivery delivery) throws JsonProcessingException {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", delivery.id(TYPE));
        message.put("request_id", delivery.requestId());
        message.put("subject", delivery.subject());
        message.put("text", delivery.text());
        message.put("record", delivery.record());
        return json.writeValueAsString(message);
    }

    Delivered delivered(Delivery delivery) {
        return new Delivered(delivery.id(TYPE));
    }
}
