package io.lantern.hub.trigger;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of this room. Methods join the caller's transaction. */
@Repository
class TriggerStore {
    private final JdbcClient sql;

    TriggerStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param eventId of the last event taken over */
    record Replay(String replayId, String eventId, Instant committedAt) {}

    /**
     * @param modstamp everything up to here was read
     * @param startedAt when the hub first looked at this object
     */
    record Watermark(
            String object,
            Instant modstamp,
            Instant startedAt,
            @Nullable Instant polledAt,
            @Nullable String lastError) {}

    record Gap(long id, Instant since) {}

    Optional<Replay> replay(OrgRef org) {
        return sql.sql("select replay_id, event_id, committed_at from trigger_replay where tenant_id = ? and org = ?")
                .params(org.tenant().value(), org.name())
                .query((row, n) -> new Replay(
                        row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()))
                .optional();
    }

    void saveReplay(OrgRef org, String replayId, String eventId, Instant now) {
        int changed = sql.sql("update trigger_replay set replay_id = ?, event_id = ?, committed_at = ?"
                        + " where tenant_id = ? and org = ?")
                .params(replayId, eventId, Timestamp.from(now), org.tenant().value(), org.name())
                .update();
        if (changed == 0) {
            sql.sql("insert into trigger_replay (replay_id, event_id, committed_at, tenant_id, org)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(replayId, eventId, Timestamp.from(now), org.tenant().value(), org.name())
                    .update();
        }
    }

    Optional<Watermark> watermark(OrgRef org, String object) {
        return watermarks(org).stream()
                .filter(mark -> mark.object().equals(object))
                .findFirst();
    }

    List<Watermark> watermarks(OrgRef org) {
        return sql.sql("select object, modstamp, started_at, polled_at, last_error from trigger_watermark"
                        + " where tenant_id = ? and org = ? order by object")
                .params(org.tenant().value(), org.name())
                .query((row, n) -> new Watermark(
                        row.getString(1),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(3).toInstant(),
                        instant(row.getTimestamp(4)),
                        row.getString(5)))
                .list();
    }

    void beginWatermark(OrgRef org, String object, Instant at) {
        sql.sql("insert into trigger_watermark (tenant_id, org, object, modstamp, started_at) values (?, ?, ?, ?, ?)")
                .params(org.tenant().value(), org.name(), object, Timestamp.from(at), Timestamp.from(at))
                .update();
    }

    /** Never moves the watermark back: a second node may be further. */
    void advance(OrgRef org, String object, Instant modstamp) {
        sql.sql("update trigger_watermark set modstamp = ?"
                        + " where tenant_id = ? and org = ? and object = ? and modstamp < ?")
                .params(Timestamp.from(modstamp), org.tenant().value(), org.name(), object, Timestamp.from(modstamp))
                .update();
    }

    void polled(OrgRef org, String object, Instant at, @Nullable String error) {
        sql.sql("update trigger_watermark set polled_at = coalesce(?, polled_at), last_error = ?"
                        + " where tenant_id = ? and org = ? and object = ?")
                .param(1, error == null ? Timestamp.from(at) : null, java.sql.Types.TIMESTAMP)
                .param(2, error, java.sql.Types.VARCHAR)
                .param(3, org.tenant().value())
                .param(4, org.name())
                .param(5, object)
                .update();
    }

    void rememberEcho(RecordChange change, Instant now) {
        if (!isEcho(change)) {
            sql.sql("insert into trigger_echo (tenant_id, org, record_id, modstamp, seen_at) values (?, ?, ?, ?, ?)")
                    .params(
                            change.org().tenant().value(),
                            change.org().name(),
                            change.id().value(),
                            Timestamp.from(change.modstamp()),
                            Timestamp.from(now))
                    .update();
        }
    }

    boolean isEcho(RecordChange change) {
        return sql.sql("select count(*) from trigger_echo"
                                + " where tenant_id = ? and org = ? and record_id = ? and modstamp = ?")
                        .params(
                                change.org().tenant().value(),
                                change.org().name(),
                                change.id().value(),
                                Timestamp.from(change.modstamp()))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void countRun(OrgRef org, SalesforceId id, Instant now) {
        Timestamp hour = Timestamp.from(now.truncatedTo(ChronoUnit.HOURS));
        int changed = sql.sql("update trigger_rate set started = started + 1"
                        + " where tenant_id = ? and org = ? and record_id = ? and hour_start = ?")
                .params(org.tenant().value(), org.name(), id.value(), hour)
                .update();
        if (changed == 0) {
            sql.sql("insert into trigger_rate (tenant_id, org, record_id, hour_start, started) values (?, ?, ?, ?, 1)")
                    .params(org.tenant().value(), org.name(), id.value(), hour)
                    .update();
        }
    }

    /** @return how many runs were started for the record since the hour began */
    int runsThisHour(OrgRef org, SalesforceId id, Instant now) {
        return sql.sql(
                        "select started from trigger_rate where tenant_id = ? and org = ? and record_id = ? and hour_start = ?")
                .params(org.tenant().value(), org.name(), id.value(), Timestamp.from(now.truncatedTo(ChronoUnit.HOURS)))
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    void openGap(OrgRef org, Instant since, Instant now) {
        sql.sql("insert into trigger_gap (tenant_id, org, since, opened_at) values (?, ?, ?, ?)")
                .params(org.tenant().value(), org.name(), Timestamp.from(since), Timestamp.from(now))
                .update();
    }

    List<Gap> openGaps(OrgRef org) {
        return sql.sql("select id, since from trigger_gap where tenant_id = ? and org = ? and closed_at is null"
                        + " order by id")
                .params(org.tenant().value(), org.name())
                .query((row, n) -> new Gap(row.getLong(1), row.getTimestamp(2).toInstant()))
                .list();
    }

    void closeGaps(OrgRef org, int started, Instant now) {
        sql.sql("update trigger_gap set closed_at = ?, started = ?"
                        + " where tenant_id = ? and org = ? and closed_at is null")
                .params(Timestamp.from(now), started, org.tenant().value(), org.name())
                .update();
    }

    /** Drops what no longer protects against anything. */
    void prune(Instant now) {
        sql.sql("delete from trigger_echo where seen_at < ?")
                .params(Timestamp.from(now.minus(Duration.ofDays(4))))
                .update();
        sql.sql("delete from trigger_rate where hour_start < ?")
                .params(Timestamp.from(now.minus(Duration.ofDays(1))))
                .update();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
