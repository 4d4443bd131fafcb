package io.lantern.hub.provider;

import io.lantern.hub.kernel.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** The door to the search of the web: the route {@code provider.<kind>.search} of the settings. */
@Service
public class WebSearch {
    private static final String NAME = "web-search";

    private final LastCalls calls = new LastCalls();
    private final SearchSettings settings;
    private final ProviderService providers;

    WebSearch(SearchSettings settings, ProviderService providers) {
        this.settings = settings;
        this.providers = providers;
    }

    /** @return the provider that searches; @throws ProblemException {@code not_configured} when there is none */
    public String provider() {
        return settings.provider();
    }

    /**
     * Searches, and waits no longer than this or the settings allow.
     *
     * @return best first, each address as the search gave it; empty when nothing was found
     * @throws ProblemException {@code not_configured}; {@code upstream_*} when it does not answer as it should
     */
    public List<SearchHit> search(String query, Duration time) {
        Duration longest = time.compareTo(settings.timeout()) < 0 ? time : settings.timeout();
        SearchQuestion question = new SearchQuestion(query, settings.results(), Deadline.in(longest));
        List<SearchHit> hits = asked(question).hits();
        return hits.subList(0, Math.min(hits.size(), settings.results()));
    }

    /** @return the search as it is configured, or not */
    public Source source() {
        return new Source(
                NAME,
                settings.kind() == null ? null : settings.address("/", Map.of()),
                "lantern.search.kind",
                calls.of(NAME));
    }

    private SearchAnswer asked(SearchQuestion question) {
        try {
            SearchAnswer answer = providers.ask(settings.provider(), question, SearchAnswer.class);
            calls.good(NAME);
            return answer;
        } catch (ProblemException e) {
            calls.bad(NAME, e.problem());
            throw e;
        }
    }
}
