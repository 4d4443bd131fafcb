package io.lantern.hub.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a step stands. */
public enum StepStatus {
    RUNNING,
    COMPLETED,
    FAILED;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StepStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
