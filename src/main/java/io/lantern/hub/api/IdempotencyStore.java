package io.lantern.hub.api;

import io.lantern.hub.access.Seal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code api_idempotency}: who works under which key, and what was answered. */
@Repository
class IdempotencyStore {
    private static final String KEY = " where tenant_id = ? and operation = ? and idempotency_key = ?";

    private final JdbcClient jdbc;
    private final Seal seal;
    private final IdempotencySettings settings;
    private final Clock clock;

    IdempotencyStore(JdbcClient jdbc, Seal seal, IdempotencySettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.settings = settings;
        this.clock = clock;
    }

    private record Row(
            String requestHash,
            String effectKey,
            String claimedBy,
            @Nullable Instant claimedUntil,
            @Nullable Integer status,
            @Nullable String contentType,
            byte @Nullable [] answer,
            Instant expiresAt) {}

    /**
     * One try to become the request that does the work.
     *
     * @param requestHash of all that makes the request what it is
     */
    Claim claim(Claim.Key key, String requestHash) {
        for (; ; ) {
            Optional<Row> found = find(key);
            if (found.isEmpty()) {
                Claim.Held mine = new Claim.Held(
                        key, UUID.randomUUID().toString(), UUID.randomUUID().toString());
                if (insert(mine, requestHash)) {
                    return mine;
                }
                continue;
            }
            Row row = found.get();
            if (!row.expiresAt().isAfter(clock.instant())) {
                deleteExpired();
                continue;
            }
            Optional<Claim> claim = claim(key, requestHash, row);
            if (claim.isPresent()) {
                return claim.get();
            }
        }
    }

    /** @return empty when another took the row meanwhile */
    private Optional<Claim> claim(Claim.Key key, String requestHash, Row row) {
        if (!row.requestHash().equals(requestHash)) {
            return Optional.of(new Claim.OtherRequest());
        }
        Integer status = row.status();
        String type = row.contentType();
        byte[] answer = row.answer();
        if (status != null && type != null && answer != null) {
            // After a change of the pepper it cannot be read; doing the work twice would be worse than refusing.
            return Optional.of(seal.open(answer)
                    .<Claim>map(body -> new Claim.Answered(status, type, body))
                    .orElseGet(Claim.OtherRequest::new));
        }
        if (row.claimedUntil() != null && row.claimedUntil().isAfter(clock.instant())) {
            return Optional.of(new Claim.AtWork());
        }
        return takeOver(key, row);
    }

    private Optional<Claim> takeOver(Claim.Key key, Row row) {
        Claim.Held mine = new Claim.Held(key, UUID.randomUUID().toString(), row.effectKey());
        int taken = jdbc.sql("update api_idempotency set claimed_by = ?, claimed_until = ?" + KEY
                        + " and claimed_by = ? and status is null")
                .params(mine.id(), time(claimEnd()), key.tenant(), key.operation(), key.text(), row.claimedBy())
                .update();
        return taken == 1 ? Optional.of(mine) : Optional.empty();
    }

    /** Keeps the answer for the repeats. */
    void answered(Claim.Held claim, Claim.Answered answer) {
        Claim.Key key = claim.key();
        jdbc.sql("update api_idempotency set claimed_until = null, status = ?, content_type = ?, answer = ?,"
                        + " expires_at = ?" + KEY + " and claimed_by = ?")
                .params(
                        answer.status(),
                        answer.contentType(),
                        seal.close(answer.body()),
                        time(clock.instant().plus(settings.life())),
                        key.tenant(),
                        key.operation(),
                        key.text(),
                        claim.id())
                .update();
    }

    /** Nothing was done: the next request with this key starts anew. */
    void release(Claim.Held claim) {
        Claim.Key key = claim.key();
        jdbc.sql("delete from api_idempotency" + KEY + " and claimed_by = ?")
                .params(key.tenant(), key.operation(), key.text(), claim.id())
                .update();
    }

    /** @return how many had outlived themselves */
    int deleteExpired() {
        return jdbc.sql("delete from api_idempotency where expires_at <= ?")
                .param(time(clock.instant()))
                .update();
    }

    /** An answer that is kept for repeats. */
    record Kept(Claim.Key key, byte[] body) {}

    /** @return every answer that is kept for the tenant */
    List<Kept> kept(int tenant) {
        return jdbc.sql("select operation, idempotency_key, answer from api_idempotency"
                        + " where tenant_id = ? and answer is not null")
                .param(tenant)
                .query((row, number) -> new Kept(
                        new Claim.Key(tenant, row.getString("operation"), row.getString("idempotency_key")),
                        seal.open(row.getBytes("answer")).orElse(new byte[0])))
                .list();
    }

    void delete(Claim.Key key) {
        jdbc.sql("delete from api_idempotency" + KEY)
                .params(key.tenant(), key.operation(), key.text())
                .update();
    }

    private Optional<Row> find(Claim.Key key) {
        return jdbc.sql("select * from api_idempotency" + KEY)
                .params(key.tenant(), key.operation(), key.text())
                .query((row, number) -> row(row))
                .optional();
    }

    private boolean insert(Claim.Held claim, String requestHash) {
        Claim.Key key = claim.key();
        try {
            return jdbc.sql("insert into api_idempotency (tenant_id, operation, idempotency_key, request_hash,"
                                    + " effect_key, claimed_by, claimed_until, expires_at)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                            .params(
                                    key.tenant(),
                                    key.operation(),
                                    key.text(),
                                    requestHash,
                                    claim.effectKey(),
                                    claim.id(),
                                    time(claimEnd()),
                                    time(clock.instant().plus(settings.life())))
                            .update()
                    == 1;
        } catch (DuplicateKeyException another) {
            return false;
        }
    }

    private Instant claimEnd() {
        return clock.instant().plus(settings.claim());
    }

    private static Row row(ResultSet row) throws SQLException {
        OffsetDateTime claimed = row.getObject("claimed_until", OffsetDateTime.class);
        return new Row(
                row.getString("request_hash"),
                row.getString("effect_key"),
                row.getString("claimed_by"),
                claimed == null ? null : claimed.toInstant(),
                row.getObject("status", Integer.class),
                row.getString("content_type"),
                row.getBytes("answer"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
