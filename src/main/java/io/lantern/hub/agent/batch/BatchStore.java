package io.lantern.hub.agent.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The records of batches in SQL. */
@Repository
class BatchStore {
    private static final TypeReference<Map<String, String>> CELLS = new TypeReference<>() {};
    private static final TypeReference<List<BatchRow.Free>> FREE = new TypeReference<>() {};
    private static final int LONGEST_ERROR = 500;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    BatchStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(TenantId tenant, String runId, BatchRow row) {
        jdbc.sql("insert into agent_batch_row (tenant_id, run_id, position, record_id, input)"
                        + " values (:tenant, :run, :position, :id, :input)")
                .param("tenant", tenant.value())
                .param("run", runId)
                .param("position", row.position())
                .param("id", row.id())
                .param("input", text(row.input()))
                .update();
    }

    /** @return all rows in the order they were given; at most 1,000 */
    List<BatchRow> rows(TenantId tenant, String runId) {
        return jdbc.sql("select * from agent_batch_row where tenant_id = :tenant and run_id = :run order by position")
                .param("tenant", tenant.value())
                .param("run", runId)
                .query((row, n) -> row(row))
                .list();
    }

    /** Writes what became of a record, unless it is written already. */
    void finish(TenantId tenant, String runId, int position, BatchRow.Result result, Instant now) {
        String error = result.error();
        jdbc.sql("""
                        update agent_batch_row set status = :status, cells = :cells, free = :free, error = :error,
                            finished_at = :now
                        where tenant_id = :tenant and run_id = :run and position = :position and status is null
                        """)
                .param("status", result.status().wireName())
                .param("cells", text(result.cells()))
                .param("free", text(result.free()))
                .param(
                        "error",
                        error == null || error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR))
                .param("now", now.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .param("tenant", tenant.value())
                .param("run", runId)
                .param("position", position)
                .update();
    }

    private BatchRow row(ResultSet row) throws SQLException {
        return new BatchRow(
                row.getInt("position"),
                row.getString("record_id"),
                read(row.getString("input"), CELLS),
                result(row, row.getString("status")));
    }

    private BatchRow.@Nullable Result result(ResultSet row, @Nullable String status) throws SQLException {
        return status == null
                ? null
                : new BatchRow.Result(
                        BatchRow.Status.of(status),
                        read(row.getString("cells"), CELLS),
                        read(row.getString("free"), FREE),
                        row.getString("error"));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A batch's row is not JSON", e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A batch's stored row is not JSON", e);
        }
    }
}
