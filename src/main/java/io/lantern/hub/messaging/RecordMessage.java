package io.lantern.hub.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.jspecify.annotations.Nullable;

/** A message of the topic of records, as Camel hands it over. */
record RecordMessage(Message message) {
    /** Says which workflow, when the body does not. */
    static final String WORKFLOW = "lantern-workflow";

    /** Says that the body is a source's own envelope, for example {@code segment}. */
    static final String SOURCE = "lantern-source";

    static RecordMessage of(Exchange exchange) {
        return new RecordMessage(exchange.getMessage());
    }

    byte[] body() {
        byte[] body = message.getBody(byte[].class);
        return body == null ? new byte[0] : body;
    }

    @Nullable
    String header(String name) {
        Object value = message.getHeader(name);
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value == null ? null : value.toString();
    }

    String topic() {
        return Objects.requireNonNull(message.getHeader(KafkaConstants.TOPIC, String.class));
    }

    int partition() {
        return message.getHeader(KafkaConstants.PARTITION, Integer.class);
    }

    long offset() {
        return message.getHeader(KafkaConstants.OFFSET, Long.class);
    }

    /**
     * The same message read again has the same key. Its time is part of it: a topic that was deleted and made again
     * counts its offsets from 0.
     */
    String key() {
        return "kafka:%s/%d/%d@%s"
                .formatted(topic(), partition(), offset(), message.getHeader(KafkaConstants.TIMESTAMP));
    }

    /** At most 64 characters. */
    String requestId() {
        String topic = topic();
        return "kafka_%s_%d_%d".formatted(topic.substring(Math.max(0, topic.length() - 32)), partition(), offset());
    }
}
