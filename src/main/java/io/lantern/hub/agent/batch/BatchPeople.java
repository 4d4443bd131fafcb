package io.lantern.hub.agent.batch;

import io.lantern.hub.kernel.PersonalData;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What batches keep of people: what they were given and what they found. The files in S3 are the customer's. */
@Repository
class BatchPeople implements PersonalData {
    private static final String ABOUT = " where tenant_id = :tenant and (lower(input) like :like escape '!'"
            + " or lower(cells) like :like escape '!'%s)";

    private final JdbcClient jdbc;

    BatchPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "records of batches";
    }

    @Override
    public List<Map<String, @Nullable Object>> export(Person person) {
        return jdbc.sql("select run_id, record_id, input, cells, status from agent_batch_row" + about(person)
                        + " order by run_id, position")
                .params(values(person))
                .query((row, number) -> {
                    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
                    for (String column : List.of("run_id", "record_id", "input", "cells", "status")) {
                        kept.put(column, row.getString(column));
                    }
                    return kept;
                })
                .list();
    }

    @Override
    public int erase(Person person) {
        return jdbc.sql(
                        "update agent_batch_row set input = '{}', cells = case when cells is null then null else '{}' end"
                                + about(person))
                .params(values(person))
                .update();
    }

    private static String about(Person person) {
        return ABOUT.formatted(person.recordIds().isEmpty() ? "" : " or record_id in (:ids)");
    }

    private static Map<String, Object> values(Person person) {
        Map<String, Object> values = new HashMap<>();
        values.put("tenant", person.tenant().value());
        values.put("like", "%" + person.email().toLowerCase(Locale.ROOT).replaceAll("([%_!])", "!$1") + "%");
        values.put("ids", person.recordIds());
        return values;
    }
}
