package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.soql.QueryResult;
import io.lantern.sandbox.salesforce.soql.Selected;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Query results that are read page by page. A locator is {@code 01g<15 or 18>-<position>} and lives two days; the org
 * keeps the latest hundred and forgets them when it stops.
 */
public final class Cursors {
    /** Rows of a page when the client does not say. */
    public static final int DEFAULT_PAGE = 2_000;

    private static final int SMALLEST_PAGE = 200;
    private static final int KEPT = 100;
    private static final Duration LIFE = Duration.ofDays(2);

    private final Clock clock;
    private final AtomicLong number;
    private final Map<String, Held> held = new LinkedHashMap<>();

    Cursors(Clock clock) {
        this.clock = clock;
        this.number = new AtomicLong(clock.millis());
    }

    /**
     * One page.
     *
     * @param locator of the next page; null on the last
     */
    public record Page(
            int totalSize, List<Selected> rows, @Nullable String locator) {}

    /** @return the first page @param size asked for; brought between 200 and 2,000 */
    public synchronized Page first(QueryResult found, int size) {
        int page = Math.max(SMALLEST_PAGE, Math.min(DEFAULT_PAGE, size));
        if (found.rows().size() <= page) {
            return new Page(found.totalSize(), found.rows(), null);
        }
        String id = "01g%012d".formatted(number.incrementAndGet() % 1_000_000_000_000L) + "AAA";
        held.put(id, new Held(found, page, clock.instant()));
        if (held.size() > KEPT) {
            held.remove(held.keySet().iterator().next());
        }
        return page(id, held.get(id), 0);
    }

    /** @return the page a locator names @throws OrgFault INVALID_QUERY_LOCATOR */
    public synchronized Page next(String locator) {
        int dash = locator.lastIndexOf('-');
        Held cursor = dash < 0 ? null : held.get(locator.substring(0, dash));
        String position = locator.substring(dash + 1);
        if (cursor == null
                || !position.matches("\\d{1,9}")
                || Integer.parseInt(position) > cursor.found.rows().size()
                || cursor.opened.plus(LIFE).isBefore(clock.instant())) {
            throw new OrgFault("INVALID_QUERY_LOCATOR", 400, "invalid query locator", List.of());
        }
        return page(locator.substring(0, dash), cursor, Integer.parseInt(position));
    }

    private static Page page(String id, @Nullable Held cursor, int from) {
        if (cursor == null) {
            throw new IllegalStateException("cursor " + id + " is gone");
        }
        List<Selected> all = cursor.found.rows();
        int to = Math.min(all.size(), from + cursor.page);
        return new Page(cursor.found.totalSize(), all.subList(from, to), to < all.size() ? id + "-" + to : null);
    }

    private record Held(QueryResult found, int page, Instant opened) {}
}
