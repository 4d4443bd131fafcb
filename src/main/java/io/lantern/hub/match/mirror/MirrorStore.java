package io.lantern.hub.match.mirror;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The mirror in SQL. Each statement is its own transaction: what is lost is copied again. */
@Repository
class MirrorStore {
    private static final int BATCH = 500;

    private static final String UPDATE = """
            update match_mirror set fields = ?, stamp = ?
            where tenant_id = ? and org = ? and object = ? and record_id = ?
            """;

    private static final String INSERT = """
            insert into match_mirror (fields, stamp, tenant_id, org, object, record_id) values (?, ?, ?, ?, ?, ?)
            """;

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;

    MirrorStore(JdbcTemplate jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param watermark no change stamped before this is missing, but for those Salesforce committed late */
    record State(String fields, Instant watermark, Instant loadedAt) {}

    Optional<State> state(OrgRef org, CrmObject object) {
        return jdbc
                .query(
                        """
                        select fields, watermark, loaded_at from match_mirror_state
                        where tenant_id = ? and org = ? and object = ?
                        """,
                        (row, number) -> new State(
                                row.getString("fields"), instant(row, "watermark"), instant(row, "loaded_at")),
                        org.tenant().value(),
                        org.name(),
                        object.apiName())
                .stream()
                .findFirst();
    }

    void saveState(OrgRef org, CrmObject object, State state) {
        int updated = jdbc.update(
                """
                update match_mirror_state set fields = ?, watermark = ?, loaded_at = ?
                where tenant_id = ? and org = ? and object = ?
                """,
                state.fields(),
                utc(state.watermark()),
                utc(state.loadedAt()),
                org.tenant().value(),
                org.name(),
                object.apiName());
        if (updated == 0) {
            jdbc.update(
                    """
                    insert into match_mirror_state (fields, watermark, loaded_at, tenant_id, org, object)
                    values (?, ?, ?, ?, ?, ?)
                    """,
                    state.fields(),
                    utc(state.watermark()),
                    utc(state.loadedAt()),
                    org.tenant().value(),
                    org.name(),
                    object.apiName());
        }
    }

    /** Hands out every row, one after the other. */
    void read(OrgRef org, CrmObject object, Consumer<MirrorRow> rows) {
        jdbc.query(
                "select record_id, fields, stamp from match_mirror where tenant_id = ? and org = ? and object = ?",
                row -> {
                    rows.accept(new MirrorRow(
                            row.getString("record_id"), fields(row.getString("fields")), instant(row, "stamp")));
                },
                org.tenant().value(),
                org.name(),
                object.apiName());
    }

    /** A row, and of what it is a copy. */
    record Copy(String org, CrmObject object, MirrorRow row) {}

    /** @return every copy of a person's record with this address. Reads all rows of the tenant: for rare questions */
    List<Copy> of(TenantId tenant, String email) {
        String like = "%\"" + email.replaceAll("([%_!])", "!$1") + "\"%";
        return jdbc.query(
                "select org, object, record_id, fields, stamp from match_mirror"
                        + " where tenant_id = ? and lower(fields) like ? escape '!'",
                (row, number) -> new Copy(
                        row.getString("org"),
                        CrmObject.named(row.getString("object")).orElseThrow(),
                        new MirrorRow(
                                row.getString("record_id"), fields(row.getString("fields")), instant(row, "stamp"))),
                tenant.value(),
                like);
    }

    /** Adds the rows, or replaces those with the same ids. */
    void put(OrgRef org, CrmObject object, List<MirrorRow> rows) {
        for (int from = 0; from < rows.size(); from += BATCH) {
            putBatch(org, object, rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
    }

    void remove(OrgRef org, CrmObject object, Collection<String> ids) {
        List<Object[]> keys = ids.stream()
                .map(id -> new Object[] {org.tenant().value(), org.name(), object.apiName(), id})
                .toList();
        jdbc.batchUpdate(
                "delete from match_mirror where tenant_id = ? and org = ? and object = ? and record_id = ?", keys);
    }

    private void putBatch(OrgRef org, CrmObject object, List<MirrorRow> rows) {
        List<Object[]> values =
                rows.stream().map(row -> values(org, object, row)).toList();
        int[] updated = jdbc.batchUpdate(UPDATE, values);
        List<Object[]> unknown = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == 0) {
                unknown.add(values.get(i));
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        try {
            jdbc.batchUpdate(INSERT, unknown);
        } catch (DuplicateKeyException another) {
            // Somebody else learned of one of them meanwhile: one at a time, the later word counts.
            unknown.forEach(this::putOne);
        }
    }

    private void putOne(Object[] values) {
        if (jdbc.update(UPDATE, values) == 0) {
            try {
                jdbc.update(INSERT, values);
            } catch (DuplicateKeyException another) {
                jdbc.update(UPDATE, values);
            }
        }
    }

    private Object[] values(OrgRef org, CrmObject object, MirrorRow row) {
        return new Object[] {
            text(row.fields()), utc(row.stamp()), org.tenant().value(), org.name(), object.apiName(), row.id()
        };
    }

    private String text(Map<String, Object> fields) {
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of the mirror is not JSON", e);
        }
    }

    private Map<String, Object> fields(String text) {
        try {
            return json.readValue(text, FIELDS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of the mirror is not JSON", e);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** @return the ids that are stored */
    Set<String> ids(OrgRef org, CrmObject object) {
        return Set.copyOf(jdbc.queryForList(
                "select record_id from match_mirror where tenant_id = ? and org = ? and object = ?",
                String.class,
                org.tenant().value(),
                org.name(),
                object.apiName()));
    }
}
