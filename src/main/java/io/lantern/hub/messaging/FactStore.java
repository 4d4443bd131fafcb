package io.lantern.hub.messaging;

import io.lantern.hub.kernel.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What waits to be published, in SQL. */
@Repository
class FactStore {
    private static final int BEGUN = 0;

    private final JdbcClient sql;

    FactStore(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(TenantId tenant, String id, String key, String body) {
        sql.sql("insert into messaging_outbox (tenant_id, message_id, record_key, body) values (?, ?, ?, ?)")
                .params(tenant.value(), id, key, body)
                .update();
    }

    List<Fact> outbox(String topic, int most) {
        return sql.sql("select * from messaging_outbox order by seq limit ?")
                .param(most)
                .query((row, n) -> new Fact(
                        new TenantId(row.getInt("tenant_id")),
                        topic,
                        row.getString("message_id"),
                        row.getString("record_key"),
                        row.getLong("seq"),
                        row.getString("body")))
                .list();
    }

    long count() {
        return sql.sql("select count(*) from messaging_outbox")
                .query(Long.class)
                .single();
    }

    void delete(Collection<Long> seqs) {
        sql.sql("delete from messaging_outbox where seq in (:seqs)")
                .param("seqs", seqs)
                .update();
    }

    /** @param ends where the chains are now; nothing happens when publishing has begun before */
    void begin(Map<TenantId, Long> ends) {
        Integer begun = sql.sql("select count(*) from messaging_cursor where tenant_id = ?")
                .param(BEGUN)
                .query(Integer.class)
                .single();
        if (begun == 0) {
            ends.forEach(this::move);
            sql.sql("insert into messaging_cursor (tenant_id, number) values (?, 0)")
                    .param(BEGUN)
                    .update();
        }
    }

    Map<TenantId, Long> cursors() {
        Map<TenantId, Long> cursors = new HashMap<>();
        sql.sql("select * from messaging_cursor where tenant_id <> ?")
                .param(BEGUN)
                .query(row -> {
                    cursors.put(new TenantId(row.getInt("tenant_id")), row.getLong("number"));
                });
        return cursors;
    }

    void move(TenantId tenant, long number) {
        int moved = sql.sql("update messaging_cursor set number = ? where tenant_id = ?")
                .params(number, tenant.value())
                .update();
        if (moved == 0) {
            sql.sql("insert into messaging_cursor (tenant_id, number) values (?, ?)")
                    .params(tenant.value(), number)
                    .update();
        }
    }
}
