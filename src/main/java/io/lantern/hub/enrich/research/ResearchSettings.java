package io.lantern.hub.enrich.research;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code lantern.research}. @param deadline by which every research has answered, 2 seconds to 2 minutes */
@ConfigurationProperties("lantern.research")
record ResearchSettings(@DefaultValue("60s") Duration deadline) {
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    /** A repeat of the request waits for the first, and a node's claim on it ends after 150 seconds. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    ResearchSettings {
        if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lantern.research.deadline must be from 2s to 2m, such as 60s");
        }
    }
}
