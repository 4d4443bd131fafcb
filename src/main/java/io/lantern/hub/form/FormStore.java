package io.lantern.hub.form;

import io.lantern.hub.form.FormResult.Push;
import io.lantern.hub.kernel.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Submissions in SQL. Methods join the caller's transaction. */
@Repository
class FormStore {
    private final JdbcClient sql;

    FormStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** A submission that is kept. @param lead JSON */
    record Submission(String id, String runId, String lead) {}

    /** @return the submission of that person to that form since then, kept from changing */
    Optional<Submission> recent(TenantId tenant, String formHash, Instant since) {
        return sql.sql(
                        "select submission_id from form_recent where tenant_id = ? and form_hash = ? and at > ? for update")
                .params(tenant.value(), formHash, Timestamp.from(since))
                .query(String.class)
                .optional()
                .flatMap(id -> find(tenant, "id", id));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another was quicker */
    void remember(TenantId tenant, String formHash, String submission, Instant now) {
        int known = sql.sql("update form_recent set submission_id = ?, at = ? where tenant_id = ? and form_hash = ?")
                .params(submission, Timestamp.from(now), tenant.value(), formHash)
                .update();
        if (known == 0) {
            sql.sql("insert into form_recent (tenant_id, form_hash, submission_id, at) values (?, ?, ?, ?)")
                    .params(tenant.value(), formHash, submission, Timestamp.from(now))
                    .update();
        }
    }

    void insert(TenantId tenant, Submission submission, List<String> targets, Instant now) {
        sql.sql("insert into form_submission (tenant_id, id, run_id, lead, created_at) values (?, ?, ?, ?, ?)")
                .params(tenant.value(), submission.id(), submission.runId(), submission.lead(), Timestamp.from(now))
                .update();
        for (String target : targets) {
            sql.sql("insert into form_push (tenant_id, submission_id, target, status) values (?, ?, ?, ?)")
                    .params(tenant.value(), submission.id(), target, Push.QUEUED)
                    .update();
        }
    }

    Optional<Submission> ofRun(TenantId tenant, String runId) {
        return find(tenant, "run_id", runId);
    }

    Optional<Submission> find(TenantId tenant, String id) {
        return find(tenant, "id", id);
    }

    private Optional<Submission> find(TenantId tenant, String column, String value) {
        return sql.sql("select id, run_id, lead from form_submission where tenant_id = ? and " + column + " = ?")
                .params(tenant.value(), value)
                .query((row, n) -> new Submission(row.getString(1), row.getString(2), row.getString(3)))
                .optional();
    }

    void saveLead(TenantId tenant, String id, String lead) {
        sql.sql("update form_submission set lead = ? where tenant_id = ? and id = ?")
                .params(lead, tenant.value(), id)
                .update();
    }

    /** @return one per target, by name */
    List<Push> pushes(TenantId tenant, String id) {
        return sql.sql("select target, status, external_id, error from form_push"
                        + " where tenant_id = ? and submission_id = ? order by target")
                .params(tenant.value(), id)
                .query((row, n) -> new Push(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    void savePush(TenantId tenant, String id, Push push) {
        sql.sql("update form_push set status = ?, external_id = ?, error = ?"
                        + " where tenant_id = ? and submission_id = ? and target = ?")
                .params(push.status(), push.id(), push.error(), tenant.value(), id, push.target())
                .update();
    }

    List<Submission> about(TenantId tenant, String email) {
        return sql.sql(
                        "select id, run_id, lead from form_submission where tenant_id = ? and lower(lead) like ? escape '!'")
                .params(tenant.value(), "%\"" + email.replaceAll("([%_!])", "!$1") + "\"%")
                .query((row, n) -> new Submission(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    void erase(TenantId tenant, @Nullable String id) {
        sql.sql("update form_submission set lead = '{\"erased\":true}' where tenant_id = ? and id = ?")
                .params(tenant.value(), id)
                .update();
        sql.sql("update form_push set error = null where tenant_id = ? and submission_id = ?")
                .params(tenant.value(), id)
                .update();
    }
}
