package io.lantern.hub.audit.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.audit.chain.ChainWriter;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of retention; bean {@code retentionService}. */
@Service
class RetentionService {
    private static final Logger log = LoggerFactory.getLogger(RetentionService.class);

    private final RetentionStore store;
    private final ChainWriter chain;
    private final AuditLog entries;
    private final RetentionSettings settings;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final Clock clock;

    RetentionService(
            RetentionStore store,
            ChainWriter chain,
            AuditLog entries,
            RetentionSettings settings,
            TransactionTemplate transaction,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.chain = chain;
        this.entries = entries;
        this.settings = settings;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /** Operation {@code audit.retention}. */
    public Retention retention(Caller caller) {
        return answer(store.policy(caller.tenant()));
    }

    /** Operation {@code audit.changeRetention}. What was changed stands in the log. */
    public Retention change(RetentionChange change, Caller caller) {
        transaction.executeWithoutResult(status -> apply(change, caller));
        return retention(caller);
    }

    private void apply(RetentionChange change, Caller caller) {
        TenantId tenant = caller.tenant();
        // A batch that is being removed ends before; none that was found under the old policy is removed after.
        chain.hold(tenant);
        RetentionPolicy before = store.policy(tenant);
        RetentionPolicy after = before.with(change);
        Map<String, FieldChange> differences = before.differences(after, caller.keyId());
        if (!differences.isEmpty()) {
            store.save(tenant, after);
            entries.append(AuditEntry.of(
                    tenant,
                    "delete",
                    "Retention",
                    "policy",
                    "Changed how long entries are kept: " + sentence(differences),
                    caller.requestId(),
                    caller.effectKey(),
                    differences));
        }
    }

    /** @return tenants that have a log */
    public List<TenantId> tenants() {
        return store.tenants();
    }

    /** @return what is over time, in batches that are fetched when asked for; nothing under a legal hold */
    public Iterator<ExpiredBatch> expired(TenantId tenant) {
        // A long backlog is linked here, in batches, and not in the transaction that removes the first of it.
        chain.link(tenant);
        return new ExpiredEntries(store, tenant, store.policy(tenant), clock.instant());
    }

    /**
     * @return the batch as the archive keeps it: UTF-8, one JSON object per line
     * @throws IllegalStateException when another node removed some of it: what it archived must not be overwritten
     */
    public InputStream archive(ExpiredBatch batch) {
        List<ArchivedEntry> rows = transaction.execute(status -> {
            chain.hold(batch.tenant());
            return store.archived(batch);
        });
        if (rows == null || rows.size() != batch.seqs().size()) {
            throw new IllegalStateException("Another node is removing these entries");
        }
        return new ByteArrayInputStream(
                rows.stream().map(this::line).collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
    }

    private String line(ArchivedEntry entry) {
        try {
            return json.writeValueAsString(entry) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry is not JSON", e);
        }
    }

    /**
     * Removes a batch and writes down that it did, in one transaction. Nothing happens when the policy was changed
     * since the batch was found, or when another node was faster.
     *
     * @return how many entries were removed
     */
    public int remove(ExpiredBatch batch) {
        Integer removed = transaction.execute(status -> {
            chain.hold(batch.tenant());
            if (!store.policy(batch.tenant()).equals(batch.policy())) {
                return 0;
            }
            int count = chain.remove(batch.tenant(), batch.seqs());
            if (count > 0) {
                entries.append(AuditEntry.of(
                        batch.tenant(),
                        "delete",
                        "AuditEntry",
                        batch.name(),
                        reason(batch, count),
                        "retention",
                        null,
                        Map.of()));
            }
            return count;
        });
        return removed == null ? 0 : removed;
    }

    /** Says that the rest of a tenant's clean-up waits for the next one. */
    public void postpone(TenantId tenant, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ProblemException)) {
            cause = cause.getCause();
        }
        log.warn(
                "The clean-up of tenant {}'s log stopped and is tried again at {}: {}",
                tenant.value(),
                settings.nextCleanup(clock),
                cause.getMessage());
    }

    private static String reason(ExpiredBatch batch, int count) {
        return "Removed %d entries with action %s, the oldest of %s, after %d days%s"
                .formatted(
                        count,
                        batch.action(),
                        batch.first(),
                        batch.policy().days().get(batch.action()),
                        batch.policy().archiveToS3() ? "; archived as " + batch.key() : "");
    }

    private static String sentence(Map<String, FieldChange> differences) {
        return differences.entrySet().stream()
                .map(field -> "%s from %s to %s"
                        .formatted(
                                field.getKey(),
                                field.getValue().from(),
                                field.getValue().to()))
                .collect(Collectors.joining(", "));
    }

    private Retention answer(RetentionPolicy policy) {
        return new Retention(
                true,
                policy.days(),
                policy.legalHold(),
                policy.archiveToS3(),
                policy.legalHold() ? null : settings.nextCleanup(clock));
    }
}
