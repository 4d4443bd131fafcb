package io.lantern.hub.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The journal of steps in SQL. Writes reach only the current execution's run; each says whether it did. */
@Repository
class StepStore {
    private static final String CURRENT =
            "exists (select 1 from run_run where id = :run and attempt = :attempt and status = 'running')";

    private final JdbcClient jdbc;

    StepStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<StepRow> all(String runId) {
        return jdbc.sql("select * from run_step where run_id = :run order by seq")
                .param("run", runId)
                .query(StepStore::step)
                .list();
    }

    boolean start(String runId, int attempt, String name, Instant now) {
        return jdbc.sql("""
                        update run_step set status = 'running', error = null, started_at = :now, finished_at = null
                        where run_id = :run and name = :name and status <> 'completed' and\s""" + CURRENT)
                                .param("now", RunStore.utc(now))
                                .param("run", runId)
                                .param("name", name)
                                .param("attempt", attempt)
                                .update()
                        == 1
                || insert(runId, attempt, name, now);
    }

    boolean complete(String runId, int attempt, String name, String result, Instant now) {
        return end(runId, attempt, name, StepStatus.COMPLETED, result, null, now);
    }

    boolean fail(String runId, int attempt, String name, String error, Instant now) {
        return end(runId, attempt, name, StepStatus.FAILED, null, error, now);
    }

    boolean progress(String runId, int attempt, int done, int total) {
        return jdbc.sql("""
                        update run_run set progress_done = greatest(coalesce(progress_done, 0), :done),
                            progress_total = :total
                        where id = :run and attempt = :attempt and status = 'running'
                        """)
                        .param("done", done)
                        .param("total", total)
                        .param("run", runId)
                        .param("attempt", attempt)
                        .update()
                == 1;
    }

    private boolean insert(String runId, int attempt, String name, Instant now) {
        return jdbc.sql("""
                        insert into run_step (tenant_id, run_id, name, status, started_at)
                        select tenant_id, id, cast(:name as varchar(100)), 'running',
                            cast(:now as timestamp(6) with time zone)
                        from run_run where id = :run and attempt = :attempt and status = 'running'
                        """)
                        .param("name", name)
                        .param("now", RunStore.utc(now))
                        .param("run", runId)
                        .param("attempt", attempt)
                        .update()
                == 1;
    }

    private boolean end(
            String runId,
            int attempt,
            String name,
            StepStatus status,
            @Nullable String result,
            @Nullable String error,
            Instant now) {
        return jdbc.sql("""
                        update run_step set status = :status, result = :result, error = :error, finished_at = :now
                        where run_id = :run and name = :name and\s""" + CURRENT)
                        .param("status", status.wireName())
                        .param("result", result)
                        .param("error", error)
                        .param("now", RunStore.utc(now))
                        .param("run", runId)
                        .param("name", name)
                        .param("attempt", attempt)
                        .update()
                == 1;
    }

    private static StepRow step(ResultSet row, int number) throws SQLException {
        return new StepRow(
                row.getString("name"),
                StepStatus.of(row.getString("status")),
                row.getString("result"),
                row.getString("error"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                RunStore.instant(row, "finished_at"));
    }
}
