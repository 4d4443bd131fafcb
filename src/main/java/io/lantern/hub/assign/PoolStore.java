package io.lantern.hub.assign;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Pools in SQL. */
@Repository
class PoolStore {
    private final JdbcClient jdbc;
    private final StoredJson json;

    PoolStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = new StoredJson(json);
    }

    /** A pool and where its rotation stands. @param sequence of the last turn; 0 before the first */
    record PoolState(Pool pool, long sequence, Rotation rotation, boolean archived) {}

    /** How a seat is kept; weights come from the members. */
    record SavedSeat(long credit, long placed, long last) {}

    /** @return the pool, unless it is archived */
    Optional<PoolState> pool(TenantId tenant, String name) {
        return any(tenant, name, "").filter(state -> !state.archived());
    }

    /** @return whether the name is taken, by an archived pool, too */
    boolean exists(TenantId tenant, String name) {
        return any(tenant, name, "").isPresent();
    }

    /** Locks the pool, archived or not, until the transaction ends: its turns are taken one after the other. */
    Optional<PoolState> lock(TenantId tenant, String name) {
        return any(tenant, name, " for update");
    }

    private Optional<PoolState> any(TenantId tenant, String name, String lock) {
        return jdbc.sql("select * from assign_pool where tenant_id = :tenant and name = :name" + lock)
                .param("tenant", tenant.value())
                .param("name", name)
                .query((row, number) -> poolRow(row))
                .optional()
                .map(row -> row.with(members(tenant, name)));
    }

    List<Pool> pools(TenantId tenant, int offset, int count) {
        return jdbc
                .sql("""
                        select * from assign_pool where tenant_id = :tenant and archived_at is null
                        order by name limit :count offset :offset
                        """)
                .param("tenant", tenant.value())
                .param("count", count)
                .param("offset", offset)
                .query((row, number) -> poolRow(row))
                .list()
                .stream()
                .map(row -> row.with(members(tenant, row.name())).pool())
                .toList();
    }

    long count(TenantId tenant) {
        return jdbc.sql("select count(*) from assign_pool where tenant_id = :tenant and archived_at is null")
                .param("tenant", tenant.value())
                .query(Long.class)
                .single();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the tenant has a pool of this name */
    void insert(TenantId tenant, Pool pool, Instant at) {
        jdbc.sql("""
                        insert into assign_pool (tenant_id, name, description, strategy, holidays, fallback, sequence,
                            rotation, created_at)
                        values (:tenant, :name, :description, :strategy, :holidays, :fallback, 0, '{}', :at)
                        """)
                .params(columns(tenant, pool))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        insertMembers(tenant, pool);
    }

    /** Puts everything but the rotation in the place of what was. */
    void replace(TenantId tenant, Pool pool) {
        jdbc.sql("""
                        update assign_pool set description = :description, strategy = :strategy,
                            holidays = :holidays, fallback = :fallback
                        where tenant_id = :tenant and name = :name
                        """).params(columns(tenant, pool)).update();
        deleteMembers(tenant, pool.name());
        insertMembers(tenant, pool);
    }

    void delete(TenantId tenant, String pool) {
        deleteMembers(tenant, pool);
        jdbc.sql("delete from assign_pool where tenant_id = :tenant and name = :pool")
                .param("tenant", tenant.value())
                .param("pool", pool)
                .update();
    }

    void archive(TenantId tenant, String pool, Instant at) {
        jdbc.sql("update assign_pool set archived_at = :at where tenant_id = :tenant and name = :pool")
                .param("tenant", tenant.value())
                .param("pool", pool)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void saveRotation(TenantId tenant, String pool, long sequence, Rotation rotation) {
        Map<String, SavedSeat> seats = new LinkedHashMap<>();
        for (Rotation.Seat seat : rotation.seats()) {
            seats.put(seat.user().value(), new SavedSeat(seat.credit(), seat.placed(), seat.last()));
        }
        jdbc.sql("""
                        update assign_pool set sequence = :sequence, rotation = :rotation
                        where tenant_id = :tenant and name = :pool
                        """)
                .param("tenant", tenant.value())
                .param("pool", pool)
                .param("sequence", sequence)
                .param("rotation", json.write(seats))
                .update();
    }

    private Map<String, ?> columns(TenantId tenant, Pool pool) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("tenant", tenant.value());
        columns.put("name", pool.name());
        columns.put("description", pool.description());
        columns.put("strategy", pool.strategy().wireName());
        columns.put("holidays", json.write(pool.holidays()));
        columns.put("fallback", pool.fallback() == null ? null : pool.fallback().value());
        return columns;
    }

    private void insertMembers(TenantId tenant, Pool pool) {
        for (int place = 0; place < pool.members().size(); place++) {
            Pool.Member member = pool.members().get(place);
            jdbc.sql("""
                            insert into assign_member (tenant_id, pool, user_id, place, weight, daily_cap,
                                working_hours, absent, active)
                            values (:tenant, :pool, :user, :place, :weight, :cap, :hours, :absent, :active)
                            """)
                    .param("tenant", tenant.value())
                    .param("pool", pool.name())
                    .param("user", member.userId().value())
                    .param("place", place)
                    .param("weight", member.weight())
                    .param("cap", member.dailyCap())
                    .param("hours", member.workingHours() == null ? null : json.write(member.workingHours()))
                    .param("absent", json.write(member.absent()))
                    .param("active", member.active())
                    .update();
        }
    }

    private void deleteMembers(TenantId tenant, String pool) {
        jdbc.sql("delete from assign_member where tenant_id = :tenant and pool = :pool")
                .param("tenant", tenant.value())
                .param("pool", pool)
                .update();
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
                hours == null ? null : json.read(hours, new TypeReference<WorkingHours>() {}),
                json.read(row.getString("absent"), new TypeReference<>() {}),
                row.getBoolean("active"));
    }

    private PoolRow poolRow(ResultSet row) throws SQLException {
        String fallback = row.getString("fallback");
        return new PoolRow(
                row.getString("name"),
                row.getString("description"),
                Strategy.of(row.getString("strategy")).orElseThrow(),
                json.read(row.getString("holidays"), new TypeReference<>() {}),
                fallback == null ? null : SalesforceId.of(fallback),
                row.getLong("sequence"),
                json.read(row.getString("rotation"), new TypeReference<>() {}),
                row.getObject("archived_at") != null);
    }

    private record PoolRow(
            String name,
            @Nullable String description,
            Strategy strategy,
            List<LocalDate> holidays,
            @Nullable SalesforceId fallback,
            long sequence,
            Map<String, SavedSeat> seats,
            boolean archived) {

        PoolState with(List<Pool.Member> members) {
            List<Rotation.Seat> rotation = new ArrayList<>();
            for (Pool.Member member : members) {
                SavedSeat seat = seats.getOrDefault(member.userId().value(), new SavedSeat(0, 0, 0));
                rotation.add(
                        new Rotation.Seat(member.userId(), member.weight(), seat.credit(), seat.placed(), seat.last()));
            }
            Pool pool = new Pool(name, description, strategy, members, holidays, fallback);
            return new PoolState(pool, sequence, new Rotation(rotation), archived);
        }
    }
}
