package io.lantern.hub.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a log page by page while it is read. Each page is a query of its own behind the last row of the one
 * before, so that a slow reader holds neither a connection nor a transaction. Camel must not keep a copy, so this
 * class is among {@code camel.main.stream-caching-deny-classes}.
 */
final class LogStream extends InputStream {
    private static final int PAGE = 2000;

    private final AuditStore store;
    private final ObjectMapper json;
    private final LogQuery query;
    private byte[] bytes;
    private int read;
    private @Nullable LogCursor position;
    private long count;
    private boolean finished;

    private LogStream(AuditStore store, ObjectMapper json, LogQuery query) {
        this.store = store;
        this.json = json;
        this.query = query;
        this.position = query.after();
        this.bytes = page(query.format().head());
    }

    /** Fetches the first page at once, so that a database that is down is an error and not half an answer. */
    static InputStream open(AuditStore store, ObjectMapper json, LogQuery query) {
        return new LogStream(store, json, query);
    }

    @Override
    public int read() {
        return hasMore() ? bytes[read++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int some = Math.min(length, bytes.length - read);
        System.arraycopy(bytes, read, into, offset, some);
        read += some;
        return some;
    }

    private boolean hasMore() {
        while (read == bytes.length && !finished) {
            bytes = page("");
            read = 0;
        }
        return read < bytes.length;
    }

    private byte[] page(String head) {
        LogFormat format = query.format();
        int wanted = (int) Math.min(PAGE, query.limit() - count);
        List<LogRow> rows = store.page(query, position, wanted + 1);
        boolean more = rows.size() > wanted;
        List<LogRow> page = more ? rows.subList(0, wanted) : rows;
        String text = head + format.rows(page, count == 0, json);
        count += page.size();
        if (!page.isEmpty()) {
            position = page.get(page.size() - 1).cursor();
        }
        if (!more || count >= query.limit()) {
            finished = true;
            text += format.tail(count, more ? position : null, json);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
