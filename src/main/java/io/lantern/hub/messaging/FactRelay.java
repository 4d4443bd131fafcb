package io.lantern.hub.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.hub.audit.chain.AuditFeed;
import io.lantern.hub.kernel.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands out facts in their order, and forgets them when Kafka has them; bean {@code factRelay}. Its route runs on one
 * node at a time. A kill between the two publishes the same facts again, under the same ids.
 */
@Component
class FactRelay {
    private static final int MOST = 500;

    private final FactStore store;
    private final AuditFeed feed;
    private final KafkaSettings settings;
    private final CamelContext camel;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;

    FactRelay(
            FactStore store,
            AuditFeed feed,
            KafkaSettings settings,
            CamelContext camel,
            ObjectMapper json,
            TransactionTemplate transaction,
            MeterRegistry metrics) {
        this.store = store;
        this.feed = feed;
        this.settings = settings;
        this.camel = camel;
        this.json = json;
        this.transaction = transaction;
        Gauge.builder("lantern.messaging.outbox", store, FactStore::count)
                .description("Ends of runs that wait to be published to Kafka")
                .register(metrics);
    }

    @EventListener(ApplicationStartedEvent.class)
    void begin() {
        if (settings.enabled()) {
            transaction.executeWithoutResult(status -> store.begin(feed.ends()));
        }
    }

    /** @return a batch, each tenant's and each topic's facts in order; empty when all is published */
    public List<Fact> next() {
        List<Fact> facts = new ArrayList<>(store.outbox(settings.runsTopic(), MOST));
        Map<TenantId, Long> cursors = store.cursors();
        feed.ends().forEach((tenant, end) -> {
            long from = cursors.getOrDefault(tenant, 0L);
            if (from < end) {
                feed.after(tenant, from, MOST).forEach(entry -> facts.add(fact(tenant, entry)));
            }
        });
        return facts;
    }

    /** @return the facts as Camel's Kafka component sends a list */
    public List<Message> messages(List<Fact> facts) {
        return facts.stream().map(this::message).toList();
    }

    /** Kafka has the facts. */
    public void sent(List<Fact> facts) {
        transaction.executeWithoutResult(status -> {
            List<Long> runs = facts.stream()
                    .filter(fact -> fact.topic().equals(settings.runsTopic()))
                    .map(Fact::position)
                    .toList();
            if (!runs.isEmpty()) {
                store.delete(runs);
            }
            facts.stream()
                    .filter(fact -> fact.topic().equals(settings.auditTopic()))
                    .forEach(fact -> store.move(fact.tenant(), fact.position()));
        });
    }

    private Fact fact(TenantId tenant, AuditFeed.ChainedEntry entry) {
        String id = "audit:%d:%d".formatted(tenant.value(), entry.number());
        return new Fact(tenant, settings.auditTopic(), id, entry.objectId(), entry.number(), body(entry));
    }

    private String body(AuditFeed.ChainedEntry entry) {
        try {
            ObjectNode body = json.valueToTree(entry);
            JsonNode diff = json.readTree(entry.diff());
            if (settings.auditDiff()) {
                body.set("diff", diff);
            } else {
                body.remove("diff");
            }
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry's diff is not JSON", e);
        }
    }

    private Message message(Fact fact) {
        Message message = new DefaultMessage(camel);
        message.setBody(fact.body());
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, fact.topic());
        message.setHeader(KafkaConstants.KEY, fact.key());
        message.setHeader("lantern-id", fact.id());
        message.setHeader("lantern-tenant", String.valueOf(fact.tenant().value()));
        return message;
    }
}
