package io.lantern.hub.audit.retention;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request of {@code audit.changeRetention}. What is null stays as it is; so do actions that are not named. */
record RetentionChange(
        @Nullable Map<String, Integer> days,
        @Nullable Boolean legalHold,
        @Nullable Boolean archiveToS3) {}
