/**
 * Kafka: records come in from a topic, facts go out to two. Off unless {@code lantern.kafka.enabled}. Tables {@code
 * messaging_outbox} and {@code messaging_cursor}.
 */
@NullMarked
package io.lantern.hub.messaging;

import org.jspecify.annotations.NullMarked;
