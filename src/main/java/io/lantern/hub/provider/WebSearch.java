package io.lantern.hub.provider;

import io.lantern.hub.kernel.ProblemException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;

/** The door to the search of the web: the route {@code provider.<kind>.search} of the settings. */
@Service
public class WebSearch {
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
        List<SearchHit> hits =
                providers.ask(settings.provider(), question, SearchAnswer.class).hits();
        return hits.subList(0, Math.min(hits.size(), settings.results()));
    }
}
