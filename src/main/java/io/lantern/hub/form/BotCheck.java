package io.lantern.hub.form;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells programs that fill in forms from people. What it finds is dropped without telling the program. */
@Component
class BotCheck {
    /** Milliseconds since 1970 at which the page was shown; a script of the page fills it in. */
    static final String SHOWN_AT = "_shown_at";

    private final FormSettings settings;
    private final Clock clock;

    BotCheck(FormSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @return what gave it away; empty for a person */
    Optional<String> suspicion(FormRequest request) {
        Map<String, @Nullable Object> fields = request.additionalFields();
        if (fields == null) {
            return Optional.empty();
        }
        for (String honeypot : settings.honeypots()) {
            Object value = fields.get(honeypot);
            if (value != null && !value.toString().isBlank()) {
                return Optional.of("the hidden field %s was filled in".formatted(honeypot));
            }
        }
        Object shown = fields.get(SHOWN_AT);
        if (shown != null && shown.toString().matches("\\d{12,14}")) {
            Duration taken = Duration.ofMillis(clock.millis() - Long.parseLong(shown.toString()));
            if (!taken.isNegative() && taken.compareTo(settings.fastest()) < 0) {
                return Optional.of("it was filled in within %d ms".formatted(taken.toMillis()));
            }
        }
        return Optional.empty();
    }

    boolean isMark(String field) {
        return field.equals(SHOWN_AT) || settings.honeypots().contains(field);
    }
}
