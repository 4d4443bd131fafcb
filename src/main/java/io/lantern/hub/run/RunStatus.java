package io.lantern.hub.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a run stands, and where it may go from there. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    WAITING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Running to running is the take-over after a crash; failed to queued is the replay of a dead letter. */
    boolean mayBecome(RunStatus next) {
        return switch (this) {
            case QUEUED -> next == RUNNING || next == CANCELLED;
            case RUNNING ->
                next == RUNNING
                        || next == QUEUED
                        || next == WAITING
                        || next == COMPLETED
                        || next == FAILED
                        || next == CANCELLED;
            case WAITING -> next == QUEUED || next == FAILED || next == CANCELLED;
            case FAILED -> next == QUEUED;
            case COMPLETED, CANCELLED -> false;
        };
    }

    /** Whether nothing more happens by itself. */
    boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    @JsonValue
    /** @return as in the contract, such as {@code completed} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
