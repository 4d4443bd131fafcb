package io.lantern.hub.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.WorkOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of the log: rooms append, callers read. */
@Service
class AuditService implements AuditLog {
    private final AuditStore store;
    private final StatisticsStore statistics;
    private final ObjectMapper json;
    private final Clock clock;
    private final TransactionTemplate savepoint;

    AuditService(
            AuditStore store,
            StatisticsStore statistics,
            ObjectMapper json,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.statistics = statistics;
        this.json = json;
        this.clock = clock;
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public void appendAll(List<AuditEntry> entries) {
        List<AuditStore.Row> rows = entries.stream()
                .map(entry -> new AuditStore.Row(entry, now(), text(entry.diff())))
                .toList();
        try {
            savepoint.executeWithoutResult(status -> store.insertAll(rows));
        } catch (DuplicateKeyException oneIsThere) {
            entries.forEach(this::append);
        }
    }

    @Override
    public void append(AuditEntry entry) {
        String diff = text(entry.diff());
        try {
            // PostgreSQL gives up a transaction in which a statement failed; a savepoint keeps the caller's alive.
            savepoint.executeWithoutResult(status -> store.insertAll(List.of(new AuditStore.Row(entry, now(), diff))));
        } catch (DuplicateKeyException alreadyThere) {
            if (entry.idempotencyKey() == null || !store.exists(entry)) {
                throw alreadyThere;
            }
        }
    }

    /**
     * The workflow's step {@code log}: notes what enrichment changed. Safe to repeat per run and record.
     *
     * @param changes field to change; empty when enrichment found nothing, then nothing is noted
     */
    public LogResult enriched(WorkOrder order, Map<String, FieldChange> changes) {
        if (changes.isEmpty()) {
            return new LogResult(false);
        }
        String sources = changes.values().stream()
                .map(FieldChange::source)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        append(AuditEntry.of(
                order.org().tenant(),
                "enrich",
                order.object(),
                order.id().value(),
                "Set %s from %s".formatted(String.join(", ", new TreeSet<>(changes.keySet())), sources),
                order.requestId(),
                order.runId(),
                changes));
        return new LogResult(true);
    }

    /**
     * Operation {@code audit.routing}.
     *
     * @param parameters query parameters by name; others are ignored
     * @return the log, to be read while it is fetched
     * @throws io.lantern.hub.kernel.ProblemException {@code bad_request} with every wrong parameter
     */
    public RoutingLog routing(Map<String, Object> parameters, Caller caller) {
        LogQuery query = LogQueryText.parse(parameters, caller.tenant());
        return new RoutingLog(query.format().contentType(), LogStream.open(store, json, query));
    }

    /**
     * Operation {@code audit.stats}.
     *
     * @param parameters query parameters by name
     * @throws io.lantern.hub.kernel.ProblemException {@code bad_request} with every wrong parameter
     */
    public LogStatistics stats(Map<String, Object> parameters, Caller caller) {
        LogQuery query = LogQueryText.parse(parameters, caller.tenant());
        LogStatistics.By by =
                LogStatistics.By.of(String.valueOf(parameters.get("group_by"))).orElse(LogStatistics.By.DAY);
        List<LogStatistics.Group> groups = statistics.count(query, by);
        long count = groups.stream().mapToLong(LogStatistics.Group::count).sum();
        return new LogStatistics(
                true,
                query.from(),
                query.to(),
                by,
                count,
                groups.stream().map(group -> group.ofAll(count)).toList());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private String text(Map<String, FieldChange> diff) {
        try {
            return json.writeValueAsString(new TreeMap<>(diff));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A diff is not JSON", e);
        }
    }
}
