package io.lantern.hub.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.run.RunEnded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes down, in the transaction in which a run ends, that this is to be published. */
@Component
class Outbox {
    private final FactStore store;
    private final KafkaSettings settings;
    private final ObjectMapper json;

    Outbox(FactStore store, KafkaSettings settings, ObjectMapper json) {
        this.store = store;
        this.settings = settings;
        this.json = json;
    }

    @EventListener
    void ended(RunEnded run) throws JsonProcessingException {
        if (settings.enabled()) {
            String subject = run.subject();
            // A dead letter that is replayed ends again: that is another fact.
            String id = "run:%s:%d".formatted(run.runId(), run.attempt());
            store.insert(run.tenant(), id, subject == null ? run.runId() : subject, json.writeValueAsString(run));
        }
    }
}
