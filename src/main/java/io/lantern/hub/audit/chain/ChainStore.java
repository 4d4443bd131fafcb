package io.lantern.hub.audit.chain;

import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The chain in SQL. */
@Repository
class ChainStore {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ChainStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** The last link. @param number 0 before the first */
    record Head(long number, String hash) {}

    /** A link. @param gone {@code erasure} or {@code retention}; null when its entry must be as it was written */
    record Link(
            long number,
            long seq,
            Instant occurredAt,
            String contentHash,
            String hash,
            @Nullable String gone) {}

    /** A link and what is there in its entry's place; null when nothing is. */
    record Linked(Link link, @Nullable Content entry) {}

    List<TenantId> tenantsWithUnlinked() {
        return jdbc.sql("select distinct tenant_id from audit_unlinked")
                .query((row, number) -> new TenantId(row.getInt(1)))
                .list();
    }

    long countUnlinked() {
        return jdbc.sql("select count(*) from audit_unlinked").query(Long.class).single();
    }

    /**
     * Makes sure the tenant has a head to lock.
     *
     * @throws DuplicateKeyException when another node began the chain at the same time
     */
    void ensureHead(TenantId tenant) {
        jdbc.sql("insert into audit_head (tenant_id, number, hash) select ?, 0, ?"
                        + " where not exists (select 1 from audit_head where tenant_id = ?)")
                .params(tenant.value(), Content.NOTHING, tenant.value())
                .update();
    }

    /** Reads the head and keeps others from moving it until the transaction ends. */
    Head lockHead(TenantId tenant) {
        return jdbc.sql("select number, hash from audit_head where tenant_id = ? for update")
                .param(tenant.value())
                .query((row, number) -> new Head(row.getLong("number"), row.getString("hash")))
                .single();
    }

    Optional<Head> head(TenantId tenant) {
        return jdbc.sql("select number, hash from audit_head where tenant_id = ?")
                .param(tenant.value())
                .query((row, number) -> new Head(row.getLong("number"), row.getString("hash")))
                .optional();
    }

    /** @return entries that wait to be linked, in the order they were begun */
    List<Content> unlinked(TenantId tenant, int limit) {
        return jdbc.sql("select e.* from audit_unlinked u join audit_entry e on e.seq = u.seq"
                        + " where u.tenant_id = ? order by u.seq limit ?")
                .params(tenant.value(), limit)
                .query((row, number) -> content(row))
                .list();
    }

    /** Adds links, and moves the head to the last of them. */
    void append(TenantId tenant, List<Link> links) {
        batches.batchUpdate(
                "insert into audit_link (tenant_id, number, seq, occurred_at, content_hash, hash)"
                        + " values (?, ?, ?, ?, ?, ?)",
                links,
                links.size(),
                (row, link) -> {
                    row.setInt(1, tenant.value());
                    row.setLong(2, link.number());
                    row.setLong(3, link.seq());
                    row.setObject(4, link.occurredAt().atOffset(ZoneOffset.UTC));
                    row.setString(5, link.contentHash());
                    row.setString(6, link.hash());
                });
        batches.batchUpdate(
                "delete from audit_unlinked where tenant_id = ? and seq = ?", links, links.size(), (row, link) -> {
                    row.setInt(1, tenant.value());
                    row.setLong(2, link.seq());
                });
        Link last = links.get(links.size() - 1);
        jdbc.sql("update audit_head set number = ?, hash = ? where tenant_id = ?")
                .params(last.number(), last.hash(), tenant.value())
                .update();
    }

    /** @return first and last number of the links of this time; empty when there are none */
    Optional<long[]> range(TenantId tenant, Instant from, Instant to) {
        return jdbc.sql("select min(number) as lowest, max(number) as highest from audit_link"
                        + " where tenant_id = ? and occurred_at >= ? and occurred_at < ?")
                .params(tenant.value(), utc(from), utc(to))
                .query((row, number) -> new long[] {row.getLong("lowest"), row.getLong("highest")})
                .optional()
                .filter(range -> range[0] > 0);
    }

    /** @return the hash of the link with this number; empty when it is not there */
    Optional<String> hash(TenantId tenant, long number) {
        return jdbc.sql("select hash from audit_link where tenant_id = ? and number = ?")
                .params(tenant.value(), number)
                .query(String.class)
                .optional();
    }

    /** @return number of the last link; 0 when there is none */
    long lastNumber(TenantId tenant) {
        return jdbc.sql("select coalesce(max(number), 0) from audit_link where tenant_id = ?")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    /** @return links from this number on with their entries, in order */
    List<Linked> links(TenantId tenant, long first, long last, int limit) {
        return jdbc.sql("select l.number, l.seq as link_seq, l.occurred_at as link_at, l.content_hash, l.hash, l.gone,"
                        + " e.* from audit_link l left join audit_entry e on e.seq = l.seq"
                        + " where l.tenant_id = ? and l.number >= ? and l.number <= ? order by l.number limit ?")
                .params(tenant.value(), first, last, limit)
                .query((row, number) -> new Linked(
                        new Link(
                                row.getLong("number"),
                                row.getLong("link_seq"),
                                row.getObject("link_at", OffsetDateTime.class).toInstant(),
                                row.getString("content_hash"),
                                row.getString("hash"),
                                row.getString("gone")),
                        row.getObject("seq") == null ? null : content(row)))
                .list();
    }

    /** @return the first entry of this time that is neither linked nor waits for it */
    Optional<Content> stranger(TenantId tenant, Instant from, Instant to) {
        return jdbc.sql("select e.* from audit_entry e"
                        + " where e.tenant_id = ? and e.occurred_at >= ? and e.occurred_at < ?"
                        + " and not exists (select 1 from audit_link l where l.seq = e.seq)"
                        + " and not exists (select 1 from audit_unlinked u"
                        + " where u.tenant_id = e.tenant_id and u.seq = e.seq)"
                        + " order by e.seq limit 1")
                .params(tenant.value(), utc(from), utc(to))
                .query((row, number) -> content(row))
                .optional();
    }

    /** Empties the free text of entries and notes it at their links. @return how many there were */
    int erase(TenantId tenant, List<Long> seqs, Instant at) {
        int[] rows = batches.batchUpdate(
                "update audit_entry set reason = ?, diff = ? where tenant_id = ? and seq = ?",
                seqs.stream()
                        .map(seq -> new Object[] {Content.ERASED, Content.NO_DIFF, tenant.value(), seq})
                        .toList());
        note(tenant, seqs, "erasure", at);
        return IntStream.of(rows).sum();
    }

    /** Removes entries and notes it at their links. @return how many there were */
    int remove(TenantId tenant, List<Long> seqs, Instant at) {
        int[] rows = batches.batchUpdate(
                "delete from audit_entry where tenant_id = ? and seq = ?",
                seqs.stream().map(seq -> new Object[] {tenant.value(), seq}).toList());
        note(tenant, seqs, "retention", at);
        return IntStream.of(rows).sum();
    }

    private void note(TenantId tenant, List<Long> seqs, String why, Instant at) {
        batches.batchUpdate(
                "update audit_link set gone = ?, gone_at = ? where tenant_id = ? and seq = ?"
                        + " and (gone is null or gone <> ?)",
                seqs.stream()
                        .map(seq -> new Object[] {why, utc(at), tenant.value(), seq, why})
                        .toList());
    }

    private static Content content(ResultSet row) throws SQLException {
        OffsetDateTime created = row.getObject("record_created_at", OffsetDateTime.class);
        return new Content(
                row.getInt("tenant_id"),
                row.getLong("seq"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("object"),
                row.getString("object_id"),
                new Content.Further(Arrays.asList(
                        row.getString("pool"),
                        row.getString("assigned_to"),
                        row.getString("prev_owner"),
                        row.getObject("pool_sequence", Long.class),
                        row.getString("reason"),
                        row.getString("request_id"),
                        row.getString("idempotency_key"),
                        row.getString("diff"),
                        created == null ? null : created.toInstant())));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
