package io.lantern.hub.enrich.research;

import io.lantern.hub.enrich.ai.TokenUsage;
import io.lantern.hub.provider.Effort;
import io.lantern.hub.provider.ModelAnswer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One question while it is researched: what was asked for, what was read, what was used. For one thread. */
final class Inquiry {
    private final ResearchRequest request;
    private final Effort effort;
    private final Bounds bounds;
    private final Timetable time;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<URI> tried = new LinkedHashSet<>();
    private final List<Source> sources = new ArrayList<>();
    private TokenUsage usage = TokenUsage.NONE;

    Inquiry(ResearchRequest request, Effort effort, Duration time) {
        this.request = request;
        this.effort = effort;
        this.bounds = Bounds.of(effort, request.wishes().maxSources());
        this.time = new Timetable(time);
    }

    String query() {
        return request.query();
    }

    ResearchRequest.Options wishes() {
        return request.wishes();
    }

    /** @return what the caller says it is about; null for auto */
    @Nullable
    Agent wanted() {
        return Agent.of(request.agentType());
    }

    Effort effort() {
        return effort;
    }

    Bounds bounds() {
        return bounds;
    }

    Timetable time() {
        return time;
    }

    TokenUsage usage() {
        return usage;
    }

    void count(ModelAnswer answer) {
        usage = usage.plus(answer);
    }

    /** @return what was searched for so far */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    void asked(Collection<String> queries) {
        asked.addAll(queries);
    }

    /** @return whether the address is tried for the first time */
    boolean isNew(URI address) {
        return tried.add(address);
    }

    /** Keeps a page, unless it was reached by another address before. */
    void read(Source page) {
        if (sources.stream().noneMatch(source -> source.url().equals(page.url()))) {
            sources.add(page);
        }
    }

    /** @return the pages that were read, the most promising first */
    List<Source> sources() {
        return List.copyOf(sources);
    }

    boolean mayReadMore() {
        return sources.size() < bounds.sources();
    }

    /** @return the page that really holds the quote; of several the one that is named */
    Optional<Source> holding(String quote, String url) {
        return sources.stream()
                .filter(source -> source.holds(quote))
                .reduce((first, other) -> other.url().equals(url) ? other : first);
    }
}
