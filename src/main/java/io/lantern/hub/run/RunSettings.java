package io.lantern.hub.run;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of durable runs, under {@code lantern.run}.
 *
 * @param workers runs done at the same time by this node; more share more Salesforce calls with each other, each needs
 *     a database connection now and then
 * @param maxFailures failed executions after which a run becomes a dead letter
 * @param maxWaits the same for failures whose cause lies outside the run, such as an org that does not answer or a pool
 *     that does not exist: 1,000 pauses of up to five minutes are more than two days
 * @param firstPause pause after the first failure; doubles with each further one
 * @param longestPause the pause never grows beyond this
 * @param subjectPause how often a run looks whether its subject is free, should the wake-up call have missed it
 * @param pollInterval how often due runs are looked for; runs started on this node begin at once
 * @param heartbeat how often a node says that it still works on its runs; after four missed beats another takes over
 * @param shutdownWait how long a stop waits for runs in progress; what is not done by then goes on after the restart
 */
@Validated
@ConfigurationProperties("lantern.run")
record RunSettings(
        @DefaultValue("32") @Min(1) @Max(512) int workers,
        @DefaultValue("8") @Min(1) @Max(100) int maxFailures,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxWaits,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration firstPause,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration longestPause,
        @DefaultValue("2s") @DurationMin(millis = 10) Duration subjectPause,
        @DefaultValue("1s") @DurationMin(millis = 50) Duration pollInterval,

        @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration heartbeat,

        @DefaultValue("10s") @DurationMin(millis = 0) Duration shutdownWait) {}
