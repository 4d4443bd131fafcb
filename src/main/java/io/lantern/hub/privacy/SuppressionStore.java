package io.lantern.hub.privacy;

import io.lantern.hub.access.Seal;
import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code privacy_suppression}. */
@Repository
class SuppressionStore {
    private final JdbcClient jdbc;
    private final Seal seal;

    SuppressionStore(JdbcClient jdbc, Seal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /** @return since when the subject itself is suppressed */
    Optional<Instant> find(TenantId tenant, Subject subject) {
        return jdbc.sql("select created_at from privacy_suppression where tenant_id = ? and subject_hash = ?")
                .params(tenant.value(), hash(subject))
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    boolean hasAny(TenantId tenant, List<Subject> subjects) {
        return jdbc.sql("select count(*) from privacy_suppression"
                                + " where tenant_id = :tenant and subject_hash in (:hashes)")
                        .param("tenant", tenant.value())
                        .param("hashes", subjects.stream().map(this::hash).toList())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** One that is there already stays as it is. */
    void add(TenantId tenant, Subject subject, String by, Instant now) {
        if (find(tenant, subject).isPresent()) {
            return;
        }
        try {
            jdbc.sql("insert into privacy_suppression (tenant_id, subject_hash, kind, created_at, created_by)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(tenant.value(), hash(subject), subject.kind().wireName(), now.atOffset(ZoneOffset.UTC), by)
                    .update();
        } catch (DuplicateKeyException e) {
            // Another request added it between the look and the insert.
        }
    }

    /** @return whether it was there */
    boolean remove(TenantId tenant, Subject subject) {
        return jdbc.sql("delete from privacy_suppression where tenant_id = ? and subject_hash = ?")
                        .params(tenant.value(), hash(subject))
                        .update()
                == 1;
    }

    /** @return keyed hash, lower-case hex */
    String hash(Subject subject) {
        return seal.digest("suppression " + subject.kind().wireName() + " " + subject.text());
    }
}
