package io.lantern.hub.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step as it is stored; {@code result} is JSON. */
record StepRow(
        String name,
        StepStatus status,
        @Nullable String result,
        @Nullable String error,
        Instant startedAt,
        @Nullable Instant finishedAt) {}
