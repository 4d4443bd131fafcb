package io.lantern.hub.run;

import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Runs and who holds which subject, in SQL. */
@Repository
class RunStore {
    private final JdbcClient jdbc;
    private final JdbcTemplate rows;

    RunStore(JdbcTemplate rows) {
        this.jdbc = JdbcClient.create(rows);
        this.rows = rows;
    }

    /** A run to be written; {@code input} is JSON. */
    record Insert(String id, NewRun run, String input, Instant now) {}

    /** @throws org.springframework.dao.DuplicateKeyException when the tenant has a run with that key */
    void insert(Insert insert) {
        insertAll(List.of(insert));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the tenant has a run with one of the keys */
    void insertAll(List<Insert> inserts) {
        rows.batchUpdate("""
                insert into run_run (id, tenant_id, kind, name, subject, status, request_id, dedupe_key, input,
                    attempt, failures, replays, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)
                """, inserts.stream().map(RunStore::columns).toList());
    }

    private static @Nullable Object[] columns(Insert insert) {
        NewRun run = insert.run();
        return new @Nullable Object[] {
            insert.id(),
            run.tenant().value(),
            run.kind(),
            run.name(),
            run.subject(),
            RunStatus.QUEUED.wireName(),
            run.requestId(),
            run.dedupeKey(),
            insert.input(),
            utc(insert.now())
        };
    }

    boolean exists(TenantId tenant, String dedupeKey) {
        return jdbc.sql("select count(*) from run_run where tenant_id = :tenant and dedupe_key = :key")
                        .param("tenant", tenant.value())
                        .param("key", dedupeKey)
                        .query(Long.class)
                        .single()
                > 0;
    }

    Optional<RunRow> find(String id) {
        return jdbc.sql("select * from run_run where id = :id")
                .param("id", id)
                .query(RunStore::run)
                .optional();
    }

    /** Reads a run and keeps others from changing it until the transaction ends. */
    Optional<RunRow> lock(String id) {
        return jdbc.sql("select * from run_run where id = :id for update")
                .param("id", id)
                .query(RunStore::run)
                .optional();
    }

    /** @return id of the run that holds the subject, or null when it is free */
    @Nullable
    String holder(TenantId tenant, String subject) {
        return jdbc.sql("select run_id from run_subject where tenant_id = :tenant and subject = :subject for update")
                .param("tenant", tenant.value())
                .param("subject", subject)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another run was quicker */
    void hold(TenantId tenant, String subject, String runId) {
        jdbc.sql("insert into run_subject (tenant_id, subject, run_id) values (:tenant, :subject, :run)")
                .param("tenant", tenant.value())
                .param("subject", subject)
                .param("run", runId)
                .update();
    }

    void release(TenantId tenant, String subject, String runId) {
        jdbc.sql("delete from run_subject where tenant_id = :tenant and subject = :subject and run_id = :run")
                .param("tenant", tenant.value())
                .param("subject", subject)
                .param("run", runId)
                .update();
    }

    /** @return whether an earlier run of the subject is not done yet */
    boolean hasEarlier(RunRow run) {
        return jdbc.sql("""
                        select count(*) from run_run
                        where tenant_id = :tenant and subject = :subject and seq < :seq
                            and status in ('queued', 'running', 'waiting')
                        """)
                        .param("tenant", run.tenant().value())
                        .param("subject", run.subject())
                        .param("seq", run.seq())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @return the queued run of the subject that was started first */
    Optional<RunRow> next(TenantId tenant, String subject) {
        return jdbc.sql("""
                        select * from run_run
                        where tenant_id = :tenant and subject = :subject and status = 'queued'
                        order by seq limit 1
                        """)
                .param("tenant", tenant.value())
                .param("subject", subject)
                .query(RunStore::run)
                .optional();
    }

    void begin(RunRow run, Instant now) {
        jdbc.sql("""
                        update run_run set status = 'running', attempt = :attempt,
                            started_at = coalesce(started_at, :now)
                        where id = :id
                        """)
                .param("attempt", run.attempt() + 1)
                .param("now", utc(now))
                .param("id", run.id())
                .update();
    }

    /**
     * Ends an execution.
     *
     * @param attempt the execution; nothing is written when a later one has begun
     * @return whether it was still the current one
     */
    boolean end(String id, int attempt, RunEnd end, Instant now) {
        return jdbc.sql("""
                        update run_run set status = :status, output = :output, error_code = :code,
                            error_message = :message, failures = failures + :failed, finished_at = :finished
                        where id = :id and attempt = :attempt and status = 'running'
                        """)
                        .param("status", end.status().wireName())
                        .param("output", end.output())
                        .param("code", end.errorCode())
                        .param("message", end.errorMessage())
                        .param("failed", end.errorCode() == null ? 0 : 1)
                        .param(
                                "finished",
                                end.status().isFinal() ? utc(now) : null,
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("id", id)
                        .param("attempt", attempt)
                        .update()
                == 1;
    }

    /** Brings a dead letter back into the queue. */
    void replay(String id) {
        jdbc.sql("""
                        update run_run set status = 'queued', failures = 0, replays = replays + 1, error_code = null,
                            error_message = null, finished_at = null
                        where id = :id
                        """).param("id", id).update();
    }

    /** @return the run that has the key, kept from changing until the transaction ends */
    Optional<RunRow> lockByKey(TenantId tenant, String dedupeKey) {
        return jdbc.sql("select * from run_run where tenant_id = :tenant and dedupe_key = :key for update")
                .param("tenant", tenant.value())
                .param("key", dedupeKey)
                .query(RunStore::run)
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another run has the key */
    void takeKey(String id, String dedupeKey) {
        jdbc.sql("update run_run set dedupe_key = :key where id = :id")
                .param("key", dedupeKey)
                .param("id", id)
                .update();
    }

    /** Ends a run that has not begun, and frees its key. @param reason one sentence */
    void giveWay(String id, String reason, Instant now) {
        jdbc.sql("""
                        update run_run set status = 'cancelled', dedupe_key = null, error_code = 'conflict',
                            error_message = :reason, finished_at = :now
                        where id = :id
                        """)
                .param("reason", reason)
                .param("now", utc(now))
                .param("id", id)
                .update();
    }

    /** @return the newest runs of that name */
    List<RunRow> newest(TenantId tenant, String kind, String name, int most) {
        return jdbc.sql("""
                        select * from run_run where tenant_id = :tenant and kind = :kind and name = :name
                        order by seq desc limit :most
                        """)
                .param("tenant", tenant.value())
                .param("kind", kind)
                .param("name", name)
                .param("most", most)
                .query(RunStore::run)
                .list();
    }

    /** @return one page of the runs that fit, the newest first */
    List<RunRow> page(TenantId tenant, RunFilter filter) {
        return filtered("select * from run_run", tenant, filter, " order by seq desc limit :size offset :offset")
                .param("size", filter.perPage())
                .param("offset", (filter.page() - 1L) * filter.perPage())
                .query(RunStore::run)
                .list();
    }

    long count(TenantId tenant, RunFilter filter) {
        return filtered("select count(*) from run_run", tenant, filter, "")
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec filtered(String select, TenantId tenant, RunFilter filter, String order) {
        StringBuilder sql = new StringBuilder(select).append(" where tenant_id = :tenant");
        filter.conditions().keySet().forEach(condition -> sql.append(" and ").append(condition));
        JdbcClient.StatementSpec statement = jdbc.sql(sql + order).param("tenant", tenant.value());
        filter.conditions().forEach((condition, value) -> statement.param(RunFilter.parameter(condition), value));
        return statement;
    }

    /** @return id to status; ids that are unknown are left out */
    Map<String, RunStatus> statuses(Collection<String> ids) {
        return jdbc
                .sql("select id, status from run_run where id in (:ids)")
                .param("ids", ids)
                .query((row, n) -> Map.entry(row.getString("id"), RunStatus.of(row.getString("status"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Frees the timers that some node holds. Only for who knows that no node can be alive. */
    int reclaimTimers() {
        return jdbc.sql("""
                        update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,
                            version = version + 1
                        where picked = true
                        """).update();
    }

    long count(RunStatus status) {
        return jdbc.sql("select count(*) from run_run where status = :status")
                .param("status", status.wireName())
                .query(Long.class)
                .single();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static RunRow.@Nullable Progress progress(ResultSet row) throws SQLException {
        Integer total = row.getObject("progress_total", Integer.class);
        return total == null ? null : new RunRow.Progress(row.getInt("progress_done"), total);
    }

    private static RunRow run(ResultSet row, int number) throws SQLException {
        return new RunRow(
                row.getLong("seq"),
                row.getString("id"),
                new TenantId(row.getInt("tenant_id")),
                row.getString("kind"),
                row.getString("name"),
                row.getString("subject"),
                RunStatus.of(row.getString("status")),
                row.getString("request_id"),
                row.getString("input"),
                row.getString("output"),
                row.getString("error_code"),
                row.getString("error_message"),
                row.getInt("attempt"),
                row.getInt("failures"),
                row.getInt("replays"),
                progress(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"));
    }
}
