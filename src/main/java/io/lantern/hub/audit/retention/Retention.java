package io.lantern.hub.audit.retention;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code audit.retention} and {@code audit.changeRetention}.
 *
 * @param days by action
 * @param nextCleanupAt null under a legal hold
 */
record Retention(
        boolean success,
        Map<String, Integer> days,
        boolean legalHold,
        boolean archiveToS3,
        @Nullable Instant nextCleanupAt) {}
