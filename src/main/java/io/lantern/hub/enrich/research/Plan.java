package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to search for.
 *
 * @param queries at least one, none twice
 */
record Plan(List<String> queries, Agent agent) {
    /** Search engines take no more (Brave: 400 characters, 50 words). */
    private static final int LONGEST = 300;

    private static final int MOST_WORDS = 40;

    Plan {
        queries = List.copyOf(queries);
    }

    /** @return the question itself, for want of better words */
    static Plan of(String question, @Nullable Agent agent) {
        return new Plan(List.of(brief(question)), agent == null ? Agent.COMPANY : agent);
    }

    /**
     * @param written by a model: {@code queries} and {@code agent}
     * @param wanted the caller's agent, which counts more; null for auto
     * @param asked what was searched for before
     */
    static Plan of(JsonNode written, String question, @Nullable Agent wanted, Set<String> asked, int most) {
        Agent named = Agent.of(written.path("agent").asText("auto"));
        Agent agent = wanted == null ? named : wanted;
        Set<String> seen = new LinkedHashSet<>();
        asked.forEach(query -> seen.add(query.toLowerCase(Locale.ROOT)));
        List<String> fresh = written.path("queries")
                .valueStream()
                .map(query -> brief(query.asText("")))
                .filter(query -> !query.isEmpty() && seen.add(query.toLowerCase(Locale.ROOT)))
                .limit(most)
                .toList();
        return fresh.isEmpty() ? of(question, agent) : new Plan(fresh, agent == null ? Agent.COMPANY : agent);
    }

    private static String brief(String text) {
        String words = Stream.of(Source.plain(text).split(" "))
                .limit(MOST_WORDS)
                .reduce((one, other) -> one + " " + other)
                .orElse("");
        return words.length() > LONGEST ? words.substring(0, LONGEST).strip() : words;
    }
}
