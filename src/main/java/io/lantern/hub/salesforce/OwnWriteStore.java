package io.lantern.hub.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The SQL of this room: what the hub wrote to Salesforce, field by field. */
@Repository
class OwnWriteStore implements OwnWrites {
    /** What Salesforce itself changes on a lead that is converted. */
    private static final Set<String> CONVERSION = Set.of(
            "IsConverted",
            "Status",
            "ConvertedDate",
            "ConvertedAccountId",
            "ConvertedContactId",
            "ConvertedOpportunityId",
            "OwnerId",
            "IsUnreadByOwner");

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private final JdbcTemplate sql;
    private final ObjectMapper json;
    private final Clock clock;
    private final Duration remember;

    OwnWriteStore(JdbcTemplate sql, ObjectMapper json, Clock clock, SalesforceSettings settings) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
        this.remember = settings.salesforce().ownWrites();
    }

    /** Notes updates before they are sent, so that their events cannot overtake the note. */
    void noteUpdates(OrgRef org, Collection<CrmRecord> changes) {
        insert(org, "update", changes);
    }

    /** Notes conversions before they are asked for. */
    void noteConversions(OrgRef org, Collection<SalesforceId> leads) {
        insert(
                org,
                "convert",
                leads.stream().map(id -> new CrmRecord("Lead", id, Map.of())).toList());
    }

    @Override
    public boolean isOwn(
            OrgRef org, SalesforceId id, Set<String> changed, Set<String> fingerprinted, String fingerprint) {
        if (changed.isEmpty()) {
            return false;
        }
        return sql.query(
                        "select kind, fields from salesforce_own_write"
                                + " where tenant_id = ? and org = ? and record_id = ? and written_at > ?",
                        (row, n) -> row.getString(1).equals("convert")
                                ? changed.contains("IsConverted") && CONVERSION.containsAll(changed)
                                : agrees(read(row.getString(2)), changed, fingerprinted, fingerprint),
                        org.tenant().value(),
                        org.name(),
                        id.value(),
                        Timestamp.from(clock.instant().minus(remember)))
                .contains(true);
    }

    void prune() {
        sql.update(
                "delete from salesforce_own_write where written_at < ?",
                Timestamp.from(clock.instant().minus(remember)));
    }

    /** Text values are compared by fingerprint; a change of any other kind of field is ours when we wrote the field. */
    static boolean agrees(
            Map<String, @Nullable Object> written, Set<String> changed, Set<String> fingerprinted, String fingerprint) {
        return written.keySet().containsAll(changed)
                && fingerprint(written, fingerprinted).equals(fingerprint);
    }

    static String fingerprint(Map<String, @Nullable Object> values, Collection<String> fields) {
        StringBuilder lines = new StringBuilder();
        for (String field : new TreeSet<>(fields)) {
            Object value = values.get(field);
            lines.append(field)
                    .append('=')
                    .append(value == null ? "" : value.toString().trim())
                    .append('\n');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private void insert(OrgRef org, String kind, Collection<CrmRecord> changes) {
        Timestamp now = Timestamp.from(clock.instant());
        List<Object[]> rows = changes.stream()
                .map(change -> new Object[] {
                    org.tenant().value(), org.name(), change.id().value(), kind, write(change.fields()), now
                })
                .toList();
        sql.batchUpdate(
                "insert into salesforce_own_write (tenant_id, org, record_id, kind, fields, written_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                rows);
    }

    private String write(Map<String, @Nullable Object> fields) {
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Fields must be JSON", e);
        }
    }

    private Map<String, @Nullable Object> read(String fields) {
        try {
            return json.readValue(fields, FIELDS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("salesforce_own_write holds broken JSON", e);
        }
    }
}
