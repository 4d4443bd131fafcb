package io.lantern.hub.run;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.kernel.PersonalData;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What runs keep of people: what they were given, what their steps found, what came out. */
@Repository
class RunPeople implements PersonalData {
    /** Runs of the person's records, and those that name the address anywhere. */
    private static final String ABOUT = """
            select id from run_run r
            where tenant_id = :tenant and (%s lower(input) like :like escape '!' or lower(output) like :like escape '!'
                or lower(error_message) like :like escape '!'
                or exists (select 1 from run_step s where s.run_id = r.id
                    and (lower(s.result) like :like escape '!' or lower(s.error) like :like escape '!')))
            order by seq
            """;

    private static final String GONE = "{\"erased\":true}";

    private final JdbcClient jdbc;
    private final CreditService credits;
    private final Clock clock;

    RunPeople(JdbcClient jdbc, CreditService credits, Clock clock) {
        this.jdbc = jdbc;
        this.credits = credits;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "runs";
    }

    @Override
    public List<Map<String, @Nullable Object>> export(Person person) {
        return about(person).stream().map(this::whole).toList();
    }

    /** One that is not done yet is cancelled: nothing more may be done with the person's data. */
    @Override
    public int erase(Person person) {
        List<String> ids = about(person);
        for (String id : ids) {
            jdbc.sql("update run_step set result = :gone, error = null where run_id = :id")
                    .param("gone", GONE)
                    .param("id", id)
                    .update();
            jdbc.sql("""
                            update run_run set input = :gone, output = case when output is null then null else :gone end,
                                error_message = case when error_message is null then null else 'Erased' end
                            where id = :id
                            """).param("gone", GONE).param("id", id).update();
            cancel(person.tenant(), id, clock.instant());
        }
        return ids.size();
    }

    private void cancel(TenantId tenant, String id, Instant now) {
        int cancelled =
                jdbc.sql("""
                        update run_run set status = 'cancelled', finished_at = :now
                        where id = :id and status in ('queued', 'running', 'waiting')
                        """).param("now", RunStore.utc(now)).param("id", id).update();
        if (cancelled > 0) {
            jdbc.sql("delete from run_subject where run_id = :id")
                    .param("id", id)
                    .update();
            credits.releaseRun(tenant, id);
        }
    }

    private List<String> about(Person person) {
        List<String> wanted = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        values.put("tenant", person.tenant().value());
        values.put("like", "%" + person.email().toLowerCase(Locale.ROOT).replaceAll("([%_!])", "!$1") + "%");
        for (int i = 0; i < person.recordIds().size(); i++) {
            wanted.add("subject like :subject" + i + " or ");
            values.put("subject" + i, "%/" + person.recordIds().get(i));
        }
        return jdbc.sql(ABOUT.formatted(String.join("", wanted)))
                .params(values)
                .query(String.class)
                .list();
    }

    private Map<String, @Nullable Object> whole(String id) {
        Map<String, @Nullable Object> run = new LinkedHashMap<>(
                jdbc.sql("select id, kind, name, status, input, output, error_message, created_at from run_run"
                                + " where id = :id")
                        .param("id", id)
                        .query()
                        .singleRow());
        run.put("created_at", String.valueOf(run.get("created_at")));
        run.put(
                "steps",
                jdbc.sql("select name, result, error from run_step where run_id = :id order by seq")
                        .param("id", id)
                        .query()
                        .listOfRows());
        return run;
    }
}
