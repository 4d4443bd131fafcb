package io.lantern.hub.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a log page by page while it is read. Each page is a query of its own behind the last row of the one
 * before, so that a slow reader holds neither a connection nor a transaction.
 */
final class LogStream implements Enumeration<InputStream> {
    private static final int PAGE = 500;

    private final AuditStore store;
    private final ObjectMapper json;
    private final LogQuery query;
    private @Nullable LogCursor position;
    private long count;
    private boolean begun;
    private boolean finished;

    private LogStream(AuditStore store, ObjectMapper json, LogQuery query) {
        this.store = store;
        this.json = json;
        this.query = query;
        this.position = query.after();
    }

    /** Fetches the first page at once, so that a database that is down is an error and not half an answer. */
    static InputStream open(AuditStore store, ObjectMapper json, LogQuery query) {
        return new SequenceInputStream(new LogStream(store, json, query));
    }

    @Override
    public boolean hasMoreElements() {
        return !finished;
    }

    @Override
    public InputStream nextElement() {
        if (finished) {
            throw new NoSuchElementException();
        }
        LogFormat format = query.format();
        String text = begun ? "" : format.head();
        begun = true;
        int wanted = (int) Math.min(PAGE, query.limit() - count);
        List<LogRow> rows = store.page(query, position, wanted + 1);
        boolean more = rows.size() > wanted;
        List<LogRow> page = more ? rows.subList(0, wanted) : rows;
        text += format.rows(page, count == 0, json);
        count += page.size();
        if (!page.isEmpty()) {
            position = page.get(page.size() - 1).cursor();
        }
        if (!more || count >= query.limit()) {
            finished = true;
            text += format.tail(count, more ? position : null, json);
        }
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
