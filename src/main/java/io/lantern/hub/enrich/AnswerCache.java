package io.lantern.hub.enrich;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code enrich_answer}. Misses are not kept: somebody may know tomorrow. */
@Repository
class AnswerCache {
    private static final TypeReference<Map<String, FoundValue>> VALUES = new TypeReference<>() {};
    private static final String KEY = " where tenant_id = ? and service = ? and input_hash = ?";
    private static final String OF_PERSON = " where tenant_id = :tenant"
            + " and (asked_email = :email or found_email = :email or record_id in (:records))";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final LookupSettings settings;
    private final Clock clock;

    AnswerCache(JdbcClient jdbc, ObjectMapper json, LookupSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return what was found for it before, unless that has expired */
    Optional<Map<String, FoundValue>> find(TenantId tenant, Lookup lookup) {
        return jdbc.sql("select answer from enrich_answer" + KEY + " and expires_at > ?")
                .params(tenant.value(), lookup.wanted().word(), lookup.hash(), utc(clock.instant()))
                .query(String.class)
                .optional()
                .map(this::values);
    }

    /**
     * Keeps an answer, in the caller's transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException when another node has kept one meanwhile
     */
    void put(TenantId tenant, Lookup lookup, Map<String, FoundValue> values) {
        Instant now = clock.instant();
        jdbc.sql("delete from enrich_answer" + KEY + " and expires_at <= ?")
                .params(tenant.value(), lookup.wanted().word(), lookup.hash(), utc(now))
                .update();
        FoundValue email = values.get("email");
        jdbc.sql("insert into enrich_answer (tenant_id, service, input_hash, record_id, asked_email, found_email,"
                        + " answer, found_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        tenant.value(),
                        lookup.wanted().word(),
                        lookup.hash(),
                        storedId(lookup.recordId()),
                        lookup.clues().get("email"),
                        email == null ? null : People.normalised(email.text()),
                        text(values),
                        utc(now),
                        utc(now.plus(settings.cacheFor())))
                .update();
    }

    /** A row, as its person may see it. */
    record Kept(String service, String recordId, Map<String, FoundValue> values, Instant foundAt) {}

    List<Kept> of(TenantId tenant, String email, Collection<String> recordIds) {
        return jdbc.sql("select service, record_id, answer, found_at from enrich_answer" + OF_PERSON)
                .param("tenant", tenant.value())
                .param("email", email)
                .param("records", orNone(recordIds))
                .query((row, number) -> new Kept(
                        row.getString("service"),
                        row.getString("record_id"),
                        values(row.getString("answer")),
                        row.getObject("found_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** @return how many */
    int remove(TenantId tenant, String email, Collection<String> recordIds) {
        return jdbc.sql("delete from enrich_answer" + OF_PERSON)
                .param("tenant", tenant.value())
                .param("email", email)
                .param("records", orNone(recordIds))
                .update();
    }

    /** @return how many had expired */
    int removeExpired() {
        return jdbc.sql("delete from enrich_answer where expires_at <= ?")
                .param(utc(clock.instant()))
                .update();
    }

    /** In the form a person's records are asked for. */
    private static String storedId(String recordId) {
        return SalesforceId.parse(recordId).map(SalesforceId::value).orElse(recordId);
    }

    /** SQL knows no empty list. */
    private static Collection<String> orNone(Collection<String> ids) {
        return ids.isEmpty() ? List.of("") : ids;
    }

    private Map<String, FoundValue> values(@Nullable String text) {
        try {
            return json.readValue(text, VALUES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer that was kept is not JSON", e);
        }
    }

    private String text(Map<String, FoundValue> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A found value cannot be written as JSON", e);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
