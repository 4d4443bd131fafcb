package io.lantern.hub.credit;

import io.lantern.hub.kernel.TenantId;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the ledger adds up to, in SQL. */
@Repository
class LedgerStore {
    private final JdbcClient jdbc;

    LedgerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Credits granted(TenantId tenant) {
        return new Credits(
                jdbc.sql("select coalesce(sum(amount), 0) from credit_entry where tenant_id = ? and kind = 'grant'")
                        .param(tenant.value())
                        .query(BigDecimal.class)
                        .single());
    }

    Credits used(UsageQuery query) {
        return new Credits(statement("select coalesce(-sum(amount), 0)" + where(query), query)
                .query(BigDecimal.class)
                .single());
    }

    /** @return days in their order; of everything else what cost most comes first */
    List<UsageResult.Part> breakdown(UsageQuery query, UsageQuery.Group by) {
        String order = by == UsageQuery.Group.DAY ? "part" : "used desc, part";
        return statement(
                        "select " + by.sql() + " as part, -sum(amount) as used" + where(query) + " group by " + by.sql()
                                + " order by " + order,
                        query)
                .query((row, number) ->
                        new UsageResult.Part(row.getString("part"), new Credits(row.getBigDecimal("used"))))
                .list();
    }

    List<PartUse> usesOfParts(TenantId tenant, String runId) {
        return jdbc.sql("""
                        select charge_key, item, provider, -amount as credits, occurred_at from credit_entry
                        where tenant_id = :tenant and run_id = :run and kind = 'settle' order by seq
                        """)
                .param("tenant", tenant.value())
                .param("run", runId)
                .query((row, number) -> new PartUse(
                        ChargedWork.partOfRun(row.getString("charge_key")),
                        row.getString("item"),
                        row.getString("provider"),
                        new Credits(row.getBigDecimal("credits")),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private JdbcClient.StatementSpec statement(String sql, UsageQuery query) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql)
                .param("tenant", query.tenant().value())
                .param("from", query.first().atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("to", query.last().plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("workflow", query.workflowId())
                .param("run", query.runId());
        UsageQuery.Tag tag = query.tag();
        return tag == null ? statement : statement.param("name", tag.name()).param("value", tag.value());
    }

    private static String where(UsageQuery query) {
        StringBuilder sql = new StringBuilder(" from credit_entry where tenant_id = :tenant and kind = 'settle'"
                + " and occurred_at >= :from and occurred_at < :to");
        if (query.workflowId() != null) {
            sql.append(" and workflow_id = :workflow");
        }
        if (query.runId() != null) {
            sql.append(" and run_id = :run");
        }
        UsageQuery.Tag tag = query.tag();
        if (tag != null) {
            sql.append(
                            " and charge_key in (select charge_key from credit_tag where tenant_id = :tenant and name = :name")
                    .append(tag.value() == null ? ")" : " and tag_value = :value)");
        }
        return sql.toString();
    }

    /** An account whose balance is not the sum of its entries. */
    record Drift(TenantId tenant, BigDecimal balance, BigDecimal ledger) {}

    List<Drift> drifts() {
        return jdbc.sql("""
                        select a.tenant_id, a.balance, coalesce(e.total, 0) as ledger
                        from credit_account a
                        left join (select tenant_id, sum(amount) as total from credit_entry group by tenant_id) e
                            on e.tenant_id = a.tenant_id
                        where a.balance <> coalesce(e.total, 0)
                        order by a.tenant_id
                        """)
                .query((row, number) -> new Drift(
                        new TenantId(row.getInt("tenant_id")),
                        row.getBigDecimal("balance"),
                        row.getBigDecimal("ledger")))
                .list();
    }

    /** A charge whose entries do not add up to what became of it. */
    record WrongCharge(String key, BigDecimal entries, BigDecimal expected) {}

    List<WrongCharge> wrongCharges(TenantId tenant, int most) {
        return jdbc.sql("""
                        select * from (
                            select c.charge_key, coalesce(e.total, 0) as total,
                                case c.state when 'RESERVED' then -c.reserved when 'SETTLED' then -c.used else 0 end
                                    as expected
                            from credit_charge c
                            left join (select charge_key, sum(amount) as total from credit_entry
                                    where tenant_id = :tenant group by charge_key) e
                                on e.charge_key = c.charge_key
                            where c.tenant_id = :tenant) charges
                        where total <> expected order by charge_key limit :most
                        """)
                .param("tenant", tenant.value())
                .param("most", most)
                .query((row, number) -> new WrongCharge(
                        row.getString("charge_key"), row.getBigDecimal("total"), row.getBigDecimal("expected")))
                .list();
    }
}
