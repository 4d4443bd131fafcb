package io.lantern.hub.audit.retention;

import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the log, under {@code lantern.audit}.
 *
 * @param cleanupCron when entries are removed whose time is over: six fields, seconds first, in UTC, days of the week
 *     by name, because that is what Quartz and Spring read alike
 */
@Validated
@ConfigurationProperties("lantern.audit")
record RetentionSettings(@NotBlank String cleanupCron) {
    RetentionSettings {
        try {
            CronExpression.parse(cleanupCron);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "lantern.audit.cleanup-cron must be a cron expression such as 0 30 2 * * ?: " + e.getMessage(), e);
        }
    }

    /** @return null when the expression names no time to come */
    @Nullable
    Instant nextCleanup(Clock clock) {
        var next = CronExpression.parse(cleanupCron).next(clock.instant().atOffset(ZoneOffset.UTC));
        return next == null ? null : next.toInstant();
    }
}
