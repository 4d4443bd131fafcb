package io.lantern.hub.assign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Pools and assignments in SQL. */
@Repository
class AssignStore {
    private final JdbcClient jdbc;
    private final ObjectMapper json;

    AssignStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A pool and where its rotation stands. @param sequence of the last turn; 0 before the first */
    record PoolState(Pool pool, long sequence, Rotation rotation) {}

    /** How a seat is kept; weights come from the members. */
    record SavedSeat(long credit, long placed) {}

    Optional<PoolState> pool(TenantId tenant, String name) {
        return pool(tenant, name, "");
    }

    /** Locks the pool until the transaction ends: its turns are taken one after the other, on every node. */
    Optional<PoolState> lockPool(TenantId tenant, String name) {
        return pool(tenant, name, " for update");
    }

    private Optional<PoolState> pool(TenantId tenant, String name, String lock) {
        return jdbc.sql("select * from assign_pool where tenant_id = :tenant and name = :name" + lock)
                .param("tenant", tenant.value())
                .param("name", name)
                .query((row, number) -> poolRow(row))
                .optional()
                .map(row -> row.with(members(tenant, name)));
    }

    List<Pool> pools(TenantId tenant, int offset, int count) {
        return jdbc
                .sql("select * from assign_pool where tenant_id = :tenant order by name limit :count offset :offset")
                .param("tenant", tenant.value())
                .param("count", count)
                .param("offset", offset)
                .query((row, number) -> poolRow(row))
                .list()
                .stream()
                .map(row -> row.with(members(tenant, row.name())).pool())
                .toList();
    }

    long countPools(TenantId tenant) {
        return jdbc.sql("select count(*) from assign_pool where tenant_id = :tenant")
                .param("tenant", tenant.value())
                .query(Long.class)
                .single();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the tenant has a pool of this name */
    void insertPool(TenantId tenant, Pool pool, Instant at) {
        jdbc.sql("""
                        insert into assign_pool (tenant_id, name, description, strategy, holidays, fallback, sequence,
                            rotation, created_at)
                        values (:tenant, :name, :description, :strategy, :holidays, :fallback, 0, '{}', :at)
                        """)
                .param("tenant", tenant.value())
                .param("name", pool.name())
                .param("description", pool.description())
                .param("strategy", pool.strategy())
                .param("holidays", write(pool.holidays()))
                .param("fallback", value(pool.fallback()))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        for (int place = 0; place < pool.members().size(); place++) {
            insertMember(tenant, pool.name(), pool.members().get(place), place);
        }
    }

    private void insertMember(TenantId tenant, String pool, Pool.Member member, int place) {
        jdbc.sql("""
                        insert into assign_member (tenant_id, pool, user_id, place, weight, daily_cap, working_hours,
                            absent, active)
                        values (:tenant, :pool, :user, :place, :weight, :cap, :hours, :absent, :active)
                        """)
                .param("tenant", tenant.value())
                .param("pool", pool)
                .param("user", member.userId().value())
                .param("place", place)
                .param("weight", member.weight())
                .param("cap", member.dailyCap())
                .param("hours", member.workingHours() == null ? null : write(member.workingHours()))
                .param("absent", write(member.absent()))
                .param("active", member.active())
                .update();
    }

    void saveRotation(TenantId tenant, String pool, long sequence, Rotation rotation) {
        Map<String, SavedSeat> seats = new LinkedHashMap<>();
        rotation.seats().forEach(seat -> seats.put(seat.user().value(), new SavedSeat(seat.credit(), seat.placed())));
        jdbc.sql("""
                        update assign_pool set sequence = :sequence, rotation = :rotation
                        where tenant_id = :tenant and name = :pool
                        """)
                .param("tenant", tenant.value())
                .param("pool", pool)
                .param("sequence", sequence)
                .param("rotation", write(seats))
                .update();
    }

    Optional<Assignment> assignment(TenantId tenant, String key) {
        return jdbc.sql("select * from assign_assignment where tenant_id = :tenant and idempotency_key = :key")
                .param("tenant", tenant.value())
                .param("key", key)
                .query((row, number) -> assignment(row))
                .optional();
    }

    /** @return the record's assignment that was decided and not yet written, if there is one */
    Optional<Assignment> undone(TenantId tenant, String pool, SalesforceId objectId) {
        return jdbc.sql("""
                        select * from assign_assignment
                        where tenant_id = :tenant and object_id = :object and pool = :pool and state = 'DECIDED'
                        order by id limit 1
                        """)
                .param("tenant", tenant.value())
                .param("object", objectId.value())
                .param("pool", pool)
                .query((row, number) -> assignment(row))
                .optional();
    }

    /** @return user to turns taken since then, without those given back */
    Map<SalesforceId, Long> turnsSince(TenantId tenant, String pool, Instant since) {
        Map<SalesforceId, Long> turns = new HashMap<>();
        jdbc.sql("""
                        select owner_id, count(*) as turns from assign_assignment
                        where tenant_id = :tenant and pool = :pool and decided_at >= :since and sequence is not null
                            and state not in ('REFUSED', 'ABANDONED')
                        group by owner_id
                        """)
                .param("tenant", tenant.value())
                .param("pool", pool)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    turns.put(SalesforceId.of(row.getString("owner_id")), row.getLong("turns"));
                });
        return turns;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when there is one with this key */
    void insert(Assignment assignment) {
        jdbc.sql("""
                        insert into assign_assignment (tenant_id, idempotency_key, org, pool, sequence,
                            object, object_id, owner_id, owner_name, prev_owner, state, reason, why, decided_at)
                        values (:tenant, :key, :org, :pool, :sequence,
                            :object, :objectId, :owner, :ownerName, :prevOwner, :state, :reason, :why, :decidedAt)
                        """)
                .param("tenant", assignment.org().tenant().value())
                .param("key", assignment.key())
                .param("org", assignment.org().name())
                .param("pool", assignment.pool())
                .param("sequence", assignment.sequence())
                .param("object", assignment.object())
                .param("objectId", assignment.objectId().value())
                .param("owner", assignment.ownerId().value())
                .param("ownerName", assignment.ownerName())
                .param("prevOwner", value(assignment.prevOwner()))
                .param("state", assignment.state().name())
                .param("reason", assignment.reason())
                .param("why", write(assignment.why()))
                .param("decidedAt", assignment.decidedAt().atOffset(ZoneOffset.UTC))
                .update();
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

    private List<Pool.Member> members(TenantId tenant, String pool) {
        return jdbc.sql("select * from assign_member where tenant_id = :tenant and pool = :pool order by place")
                .param("tenant", tenant.value())
                .param("pool", pool)
                .query((row, number) -> member(row))
                .list();
    }

    private Pool.Member member(ResultSet row) throws SQLException {
        String hours = row.getString("working_hours");
        return new Pool.Member(
                SalesforceId.of(row.getString("user_id")),
                row.getInt("weight"),
                row.getObject("daily_cap", Integer.class),
                hours == null ? null : read(hours, new TypeReference<WorkingHours>() {}),
                read(row.getString("absent"), new TypeReference<>() {}),
                row.getBoolean("active"));
    }

    private PoolRow poolRow(ResultSet row) throws SQLException {
        return new PoolRow(
                row.getString("name"),
                row.getString("description"),
                row.getString("strategy"),
                read(row.getString("holidays"), new TypeReference<>() {}),
                id(row.getString("fallback")),
                row.getLong("sequence"),
                read(row.getString("rotation"), new TypeReference<>() {}));
    }

    private Assignment assignment(ResultSet row) throws SQLException {
        return new Assignment(
                row.getString("idempotency_key"),
                new OrgRef(new TenantId(row.getInt("tenant_id")), row.getString("org")),
                row.getString("pool"),
                row.getObject("sequence", Long.class),
                row.getString("object"),
                SalesforceId.of(row.getString("object_id")),
                SalesforceId.of(row.getString("owner_id")),
                row.getString("owner_name"),
                id(row.getString("prev_owner")),
                Assignment.State.valueOf(row.getString("state")),
                row.getString("reason"),
                read(row.getString("why"), new TypeReference<>() {}),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable SalesforceId id(@Nullable String text) {
        return text == null ? null : SalesforceId.of(text);
    }

    private static @Nullable String value(@Nullable SalesforceId id) {
        return id == null ? null : id.value();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + value.getClass(), e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored pool or assignment is damaged", e);
        }
    }

    private record PoolRow(
            String name,
            @Nullable String description,
            String strategy,
            List<LocalDate> holidays,
            @Nullable SalesforceId fallback,
            long sequence,
            Map<String, SavedSeat> seats) {

        PoolState with(List<Pool.Member> members) {
            List<Rotation.Seat> rotation = new ArrayList<>();
            for (Pool.Member member : members) {
                SavedSeat seat = seats.getOrDefault(member.userId().value(), new SavedSeat(0, 0));
                rotation.add(new Rotation.Seat(member.userId(), member.weight(), seat.credit(), seat.placed()));
            }
            Pool pool = new Pool(name, description, strategy, members, holidays, fallback);
            return new PoolState(pool, sequence, new Rotation(rotation));
        }
    }
}
