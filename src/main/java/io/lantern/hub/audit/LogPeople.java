package io.lantern.hub.audit;

import io.lantern.hub.audit.chain.ChainWriter;
import io.lantern.hub.kernel.PersonalData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the log says of people: entries about their records, and those that name the address. That something was
 * decided about a record stays after an erasure; what it was and why does not.
 */
@Repository
class LogPeople implements PersonalData {
    private static final String ABOUT = """
            from audit_entry where tenant_id = :tenant
                and (object_id in (:ids) or lower(reason) like :like escape '!' or lower(diff) like :like escape '!')
            order by seq
            """;

    private final JdbcClient jdbc;
    private final ChainWriter chain;

    LogPeople(JdbcClient jdbc, ChainWriter chain) {
        this.jdbc = jdbc;
        this.chain = chain;
    }

    @Override
    public String kind() {
        return "entries";
    }

    @Override
    public List<Map<String, @Nullable Object>> export(Person person) {
        return about(
                        "select occurred_at, action, object, object_id, pool, assigned_to, prev_owner, reason, diff",
                        person)
                .query()
                .listOfRows()
                .stream()
                .map(LogPeople::readable)
                .toList();
    }

    @Override
    public int erase(Person person) {
        List<Long> seqs = about("select seq", person).query(Long.class).list();
        return seqs.isEmpty() ? 0 : chain.erase(person.tenant(), seqs);
    }

    private JdbcClient.StatementSpec about(String columns, Person person) {
        List<String> ids = new ArrayList<>(person.recordIds());
        ids.add(""); // a list in SQL must not be empty, and no record has this id
        return jdbc.sql(columns + " " + ABOUT)
                .param("tenant", person.tenant().value())
                .param("ids", ids)
                .param("like", "%" + person.email().replaceAll("([%_!])", "!$1") + "%");
    }

    private static Map<String, @Nullable Object> readable(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>(row);
        entry.put("occurred_at", String.valueOf(row.get("occurred_at")));
        return entry;
    }
}
