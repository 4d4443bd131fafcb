package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a question is about, and what to mind with such. */
enum Agent {
    COMPANY("The question is about a company. Mind others of a similar name, and former names and owners."),
    PERSON("The question is about a person at work. Mind namesakes, and leave out what is private."),
    MARKET("The question is about a market. Mind of which year and region a figure is.");

    private static final String AUTO = "auto";

    private final String advice;

    Agent(String advice) {
        this.advice = advice;
    }

    /** @return null for auto and for nothing */
    static @Nullable Agent of(@Nullable String name) {
        return name == null || name.equals(AUTO) ? null : valueOf(name.toUpperCase(Locale.ROOT));
    }

    String advice() {
        return advice;
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
