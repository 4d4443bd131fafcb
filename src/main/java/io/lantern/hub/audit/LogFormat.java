package io.lantern.hub.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/** How a part of the log is written: a head, pages of rows, a tail. */
enum LogFormat {
    JSON("application/json") {
        @Override
        String head() {
            return "{\"success\":true,\"logs\":[";
        }

        @Override
        String rows(List<LogRow> rows, boolean first, ObjectMapper json) {
            String separator = first || rows.isEmpty() ? "" : ",";
            return rows.stream().map(row -> text(row, json)).collect(Collectors.joining(",", separator, ""));
        }

        @Override
        String tail(long count, @Nullable LogCursor next, ObjectMapper json) {
            String cursor = next == null ? "null" : text(next.text(), json);
            return "],\"count\":" + count + ",\"next_cursor\":" + cursor + "}";
        }
    },

    NDJSON("application/x-ndjson") {
        @Override
        String rows(List<LogRow> rows, boolean first, ObjectMapper json) {
            return rows.stream().map(row -> text(row, json) + "\n").collect(Collectors.joining());
        }
    },

    CSV("text/csv; charset=utf-8") {
        @Override
        String head() {
            return "timestamp,object,object_id,action,pool,assigned_to,prev_owner,sequence,reason,request_id,"
                    + "idempotency_key,diff\r\n";
        }

        @Override
        String rows(List<LogRow> rows, boolean first, ObjectMapper json) {
            StringBuilder csv = new StringBuilder();
            try {
                for (LogRow row : rows) {
                    CSVFormat.RFC4180.printRecord(csv, cells(row));
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return csv.toString();
        }
    };

    private final String contentType;

    LogFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    String head() {
        return "";
    }

    /** @param first whether no row was written before */
    abstract String rows(List<LogRow> rows, boolean first, ObjectMapper json);

    /** @param next where to go on; null when there is no more */
    String tail(long count, @Nullable LogCursor next, ObjectMapper json) {
        return "";
    }

    private static @Nullable Object[] cells(LogRow row) {
        return new @Nullable Object[] {
            row.timestamp(),
            inert(row.object()),
            inert(row.objectId()),
            inert(row.action()),
            inert(row.pool()),
            inert(row.assignedTo()),
            inert(row.prevOwner()),
            row.sequence(),
            inert(row.reason()),
            inert(row.requestId()),
            inert(row.idempotencyKey()),
            inert(row.diff())
        };
    }

    /**
     * A spreadsheet runs a cell that begins with one of these, also in full width; an apostrophe before it makes
     * it text (OWASP, CSV injection).
     */
    private static @Nullable String inert(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return cell;
        }
        String visible = cell.stripLeading();
        boolean formula = !visible.isEmpty() && "=+-@＝＋－＠".indexOf(visible.charAt(0)) >= 0;
        boolean control = "\t\r\n".indexOf(cell.charAt(0)) >= 0;
        return formula || control ? "'" + cell : cell;
    }

    private static String text(Object value, ObjectMapper json) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An audit entry is not JSON", e);
        }
    }
}
