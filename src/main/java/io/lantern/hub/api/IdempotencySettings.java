package io.lantern.hub.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of repeats with the same {@code Idempotency-Key}, under {@code lantern.idempotency}.
 *
 * @param life how long an answer is kept for repeats
 * @param patience how long a repeat waits for the first request to end before it is told to come back
 * @param claim how long a request may be at work before a repeat may take its place; longer than any request lives.
 *     Only after a killed process does anybody wait for it
 */
@ConfigurationProperties("lantern.idempotency")
record IdempotencySettings(
        @DefaultValue("24h") Duration life,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("150s") Duration claim) {}
