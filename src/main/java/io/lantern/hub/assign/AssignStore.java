package io.lantern.hub.assign;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Assignments in SQL. */
@Repository
class AssignStore {
    private final JdbcClient jdbc;
    private final JdbcTemplate rows;
    private final StoredJson json;

    AssignStore(JdbcTemplate rows, ObjectMapper json) {
        this.jdbc = JdbcClient.create(rows);
        this.rows = rows;
        this.json = new StoredJson(json);
    }

    Optional<Assignment> assignment(TenantId tenant, String key) {
        return assignments(tenant, List.of(key)).stream().findFirst();
    }

    /** @param keys at least one */
    List<Assignment> assignments(TenantId tenant, Collection<String> keys) {
        return jdbc.sql("select * from assign_assignment where tenant_id = :tenant and idempotency_key in (:keys)")
                .param("tenant", tenant.value())
                .param("keys", keys)
                .query((row, number) -> assignment(row))
                .list();
    }

    /** @return assignments of these records that were decided and not yet written, the oldest first */
    List<Assignment> undone(TenantId tenant, String pool, Collection<SalesforceId> records) {
        return jdbc.sql("""
                        select * from assign_assignment
                        where tenant_id = :tenant and object_id in (:objects) and pool = :pool and state = 'DECIDED'
                        order by id
                        """)
                .param("tenant", tenant.value())
                .param("objects", records.stream().map(SalesforceId::value).toList())
                .param("pool", pool)
                .query((row, number) -> assignment(row))
                .list();
    }

    /** @return whether the pool was ever asked, a kept owner included */
    boolean knows(TenantId tenant, String pool) {
        return !jdbc.sql("select 1 from assign_assignment where tenant_id = :tenant and pool = :pool limit 1")
                .param("tenant", tenant.value())
                .param("pool", pool)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /** @return user to turns taken since then, without those given back */
    Map<SalesforceId, Long> turnsSince(TenantId tenant, String pool, Instant since) {
        return counts(jdbc.sql("""
                        select owner_id, count(*) as turns from assign_assignment
                        where tenant_id = :tenant and pool = :pool and decided_at >= :since and sequence is not null
                            and state not in ('REFUSED', 'ABANDONED')
                        group by owner_id
                        """)
                .param("tenant", tenant.value())
                .param("pool", pool)
                .param("since", since.atOffset(ZoneOffset.UTC)));
    }

    /** @return user to records of an object that any pool gave the user since then and that were another's before */
    Map<SalesforceId, Long> givenSince(OrgRef org, String object, Instant since) {
        return counts(jdbc.sql("""
                        select owner_id, count(*) as turns from assign_assignment
                        where tenant_id = :tenant and org = :org and object = :object and decided_at >= :since
                            and state not in ('REFUSED', 'ABANDONED')
                            and (prev_owner is null or prev_owner <> owner_id)
                        group by owner_id
                        """)
                .param("tenant", org.tenant().value())
                .param("org", org.name())
                .param("object", object)
                .param("since", since.atOffset(ZoneOffset.UTC)));
    }

    private static Map<SalesforceId, Long> counts(JdbcClient.StatementSpec query) {
        Map<SalesforceId, Long> counts = new HashMap<>();
        query.query(row -> {
            counts.put(SalesforceId.of(row.getString("owner_id")), row.getLong("turns"));
        });
        return counts;
    }

    /** @return sequence of the user's last turn before another, without those given back; 0 when there is none */
    long lastTurn(TenantId tenant, String pool, SalesforceId user, long before) {
        return jdbc
                .sql("""
                        select sequence from assign_assignment
                        where tenant_id = :tenant and pool = :pool and sequence < :before and owner_id = :user
                            and state not in ('REFUSED', 'ABANDONED')
                        order by sequence desc limit 1
                        """)
                .param("tenant", tenant.value())
                .param("pool", pool)
                .param("before", before)
                .param("user", user.value())
                .query(Long.class)
                .list()
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /** @throws org.springframework.dao.DuplicateKeyException when there is one with one of the keys */
    void insertAll(List<Assignment> assignments) {
        rows.batchUpdate("""
                insert into assign_assignment (tenant_id, idempotency_key, org, pool, sequence,
                    object, object_id, owner_id, owner_name, prev_owner, state, reason, why, decided_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, assignments.stream().map(this::columns).toList());
    }

    private @Nullable Object[] columns(Assignment assignment) {
        return new @Nullable Object[] {
            assignment.org().tenant().value(),
            assignment.key(),
            assignment.org().name(),
            assignment.pool(),
            assignment.sequence(),
            assignment.object(),
            assignment.objectId().value(),
            assignment.ownerId().value(),
            assignment.ownerName(),
            assignment.prevOwner() == null ? null : assignment.prevOwner().value(),
            assignment.state().name(),
            assignment.reason(),
            json.write(assignment.why()),
            assignment.decidedAt().atOffset(ZoneOffset.UTC)
        };
    }

    /** @return whether the assignment was in the first state; then it is in the second now */
    boolean move(Assignment assignment, Assignment.State from, Assignment.State to) {
        return jdbc.sql("""
                        update assign_assignment set state = :to
                        where tenant_id = :tenant and idempotency_key = :key and state = :from
                        """)
                        .param("tenant", assignment.org().tenant().value())
                        .param("key", assignment.key())
                        .param("from", from.name())
                        .param("to", to.name())
                        .update()
                == 1;
    }

    private Assignment assignment(ResultSet row) throws SQLException {
        String prevOwner = row.getString("prev_owner");
        return new Assignment(
                row.getString("idempotency_key"),
                new OrgRef(new TenantId(row.getInt("tenant_id")), row.getString("org")),
                row.getString("pool"),
                row.getObject("sequence", Long.class),
                row.getString("object"),
                SalesforceId.of(row.getString("object_id")),
                SalesforceId.of(row.getString("owner_id")),
                row.getString("owner_name"),
                prevOwner == null ? null : SalesforceId.of(prevOwner),
                Assignment.State.valueOf(row.getString("state")),
                row.getString("reason"),
                json.read(row.getString("why"), new TypeReference<>() {}),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    }
}
