package io.lantern.hub.trigger.landing;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.TenantId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Records that are being created at this moment, by any node. */
@Repository
class LandingStore {
    /** A creation takes seconds; what is older was left behind by a kill, and its run begins again. */
    private static final Duration STALE = Duration.ofMinutes(2);

    private final JdbcClient sql;

    LandingStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** @return when the run began this for the first time; it has done so before when that is not now */
    Instant begin(OrgRef org, String object, String runId, Instant now) {
        Optional<Instant> before = sql.sql("select begun_at from trigger_landing where tenant_id = ? and run_id = ?")
                .params(org.tenant().value(), runId)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional();
        if (before.isEmpty()) {
            sql.sql("insert into trigger_landing (tenant_id, run_id, org, object, begun_at) values (?, ?, ?, ?, ?)")
                    .params(org.tenant().value(), runId, org.name(), object, Timestamp.from(now))
                    .update();
        }
        return before.orElse(now);
    }

    void end(TenantId tenant, String runId) {
        sql.sql("delete from trigger_landing where tenant_id = ? and run_id = ?")
                .params(tenant.value(), runId)
                .update();
    }

    boolean isUnderWay(OrgRef org, String object, Instant now) {
        return sql.sql("select count(*) from trigger_landing"
                                + " where tenant_id = ? and org = ? and object = ? and begun_at > ?")
                        .params(org.tenant().value(), org.name(), object, Timestamp.from(now.minus(STALE)))
                        .query(Long.class)
                        .single()
                > 0;
    }
}
