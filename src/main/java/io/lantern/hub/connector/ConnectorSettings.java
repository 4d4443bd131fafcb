package io.lantern.hub.connector;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.connectors}, what all types share.
 *
 * @param timeout longest time one delivery may take
 * @param checkTimeout longest time it may take to find out whether something is there
 * @param checkLife how long that is believed
 */
@Validated
@ConfigurationProperties("lantern.connectors")
public record ConnectorSettings(
        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 2)
        Duration timeout,

        @DefaultValue("3s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration checkTimeout,

        @DefaultValue("30s") @DurationMin(millis = 0) @DurationMax(hours = 1)
        Duration checkLife) {}
