package io.lantern.hub.enrich.research;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.SearchHit;
import io.lantern.hub.provider.WebSearch;
import io.lantern.hub.provider.web.SiteStatus;
import io.lantern.hub.provider.web.WebPage;
import io.lantern.hub.provider.web.WebPages;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Searches for pages and reads them, as many at once as the bounds allow. */
@Component
class SourceSearch {
    /** Of so many pages for each one wanted the hub tries to read: many sites let no robot in. */
    private static final int TRIES = 3;

    private final WebSearch search;
    private final WebPages pages;
    private final Errands errands;

    SourceSearch(WebSearch search, WebPages pages, Errands errands) {
        this.search = search;
        this.pages = pages;
        this.errands = errands;
    }

    private record Searched(List<SearchHit> hits, @Nullable ProblemException problem) {}

    /**
     * Adds the pages to the inquiry that the searches lead to and that can be read.
     *
     * @return whether there were any
     * @throws ProblemException the first search's, when not one search was answered
     */
    boolean collect(Inquiry inquiry, List<String> queries) {
        inquiry.asked(queries);
        List<URI> found = found(inquiry, queries);
        int wanted = Math.min(
                inquiry.bounds().pages(),
                inquiry.bounds().sources() - inquiry.sources().size());
        Deque<URI> open = new ArrayDeque<>(found.subList(0, Math.min(found.size(), TRIES * wanted)));
        int before = inquiry.sources().size();
        int missing = wanted;
        while (missing > 0 && !open.isEmpty() && !inquiry.time().forReading().isZero()) {
            List<URI> next = new ArrayList<>();
            while (next.size() < missing && !open.isEmpty()) {
                next.add(open.removeFirst());
            }
            read(inquiry, next);
            missing = before + wanted - inquiry.sources().size();
        }
        return inquiry.sources().size() > before;
    }

    /** @return addresses not tried before; the first hits of all searches before the second ones */
    private List<URI> found(Inquiry inquiry, List<String> queries) {
        Duration time = inquiry.time().forReading();
        List<Searched> searches = errands.run(queries, query -> searched(query, time), time);
        List<List<SearchHit>> answered = searches.stream()
                .filter(searched -> searched.problem() == null)
                .map(Searched::hits)
                .toList();
        if (answered.isEmpty()) {
            throw searches.stream()
                    .map(Searched::problem)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseGet(() ->
                            new ProblemException(ProblemCode.UPSTREAM_TIMEOUT, "The search did not answer in time."));
        }
        List<URI> addresses = new ArrayList<>();
        int longest = answered.stream().mapToInt(List::size).max().orElse(0);
        for (int rank = 0; rank < longest; rank++) {
            for (List<SearchHit> hits : answered) {
                if (rank < hits.size() && inquiry.isNew(page(hits.get(rank).address()))) {
                    addresses.add(page(hits.get(rank).address()));
                }
            }
        }
        return addresses;
    }

    private Searched searched(String query, Duration time) {
        try {
            return new Searched(search.search(query, time), null);
        } catch (ProblemException e) {
            return new Searched(List.of(), e);
        }
    }

    private void read(Inquiry inquiry, List<URI> addresses) {
        Duration time = inquiry.time().forReading();
        for (WebPage page : errands.run(addresses, address -> pages.read(address, time), time)) {
            if (page.status() == SiteStatus.READ && !page.text().isBlank()) {
                String title = page.title().isBlank() ? null : page.title();
                inquiry.read(new Source(page.address().toString(), title, page.text()));
            }
        }
    }

    private static URI page(URI address) {
        return URI.create(address.toString().replaceFirst("#.*$", ""));
    }
}
