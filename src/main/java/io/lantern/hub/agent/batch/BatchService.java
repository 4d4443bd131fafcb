package io.lantern.hub.agent.batch;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.run.NewRun;
import io.lantern.hub.run.RunStatus;
import io.lantern.hub.run.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of batches; bean {@code batchService}. */
@Service
class BatchService {
    private final Runs runs;
    private final BatchStore store;
    private final BatchFiles files;
    private final SalesforceRecords salesforce;
    private final RecordLookups lookups;
    private final TransactionTemplate transaction;

    BatchService(
            Runs runs,
            BatchStore store,
            BatchFiles files,
            SalesforceRecords salesforce,
            RecordLookups lookups,
            TransactionTemplate transaction) {
        this.runs = runs;
        this.store = store;
        this.files = files;
        this.salesforce = salesforce;
        this.lookups = lookups;
        this.transaction = transaction;
    }

    /**
     * Operations {@code agent.phoneBatch} and so on: accepts a batch durably.
     *
     * @param name as in the path, such as {@code phone-email}
     * @throws ProblemException {@code bad_request} with every fault, {@code not_configured} when there is no S3, no
     *     org to read ids from, or no search to research with
     */
    public BatchAccepted start(String name, BatchRequest request, Caller caller) {
        BatchAgent agent = BatchAgent.named(name).orElseThrow();
        files.requireStorage();
        lookups.of(agent).require();
        List<BatchRow> rows = rows(agent, request, caller);
        String runId = Objects.requireNonNull(transaction.execute(status -> {
            String started = runs.start(new NewRun(
                            caller.tenant(),
                            BatchWork.KIND,
                            agent.wireName(),
                            null,
                            BatchOrder.input(agent, request, caller),
                            caller.requestId(),
                            null))
                    .orElseThrow();
            rows.forEach(row -> store.insert(caller.tenant(), started, row));
            return started;
        }));
        return new BatchAccepted(
                true,
                caller.requestId(),
                runId,
                files.result(caller.tenant(), runId).address(),
                files.credits(caller.tenant(), runId).address(),
                "queued");
    }

    /**
     * Operation {@code run.result}.
     *
     * @return a link that opens the result without a key, for a while
     * @throws ProblemException {@code not_found} when the caller's tenant has no such batch, {@code conflict} while it is
     *     not done
     */
    public String result(String runId, Caller caller) {
        List<BatchRow> rows = store.rows(caller.tenant(), runId);
        if (rows.isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no batch " + runId + ".");
        }
        RunStatus status = runs.await(List.of(runId), Duration.ZERO).get(runId);
        if (status != RunStatus.COMPLETED) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "Batch %s is %s; it has a result when it is completed. GET /v1/runs/%s says how far it is."
                            .formatted(runId, status == null ? "gone" : status.wireName(), runId));
        }
        return files.link(files.result(caller.tenant(), runId));
    }

    private List<BatchRow> rows(BatchAgent agent, BatchRequest request, Caller caller) {
        List<String> ids = request.ids();
        List<Map<String, @Nullable Object>> records = request.records();
        if ((ids == null) == (records == null)) {
            throw fault("ids", "or records: send one of the two, not both");
        }
        boolean company = request.entityType().equals("company");
        if (!agent.takes(request.entityType())) {
            throw fault(
                    "entity_type",
                    "must be " + (company ? "person" : "company") + " for the agent " + agent.wireName());
        }
        QueryTemplate query = request.query() == null ? null : new QueryTemplate(request.query());
        List<Map<String, @Nullable Object>> given =
                records != null ? records : read(Objects.requireNonNull(ids), caller);
        List<BatchRow> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String id = String.valueOf(given.get(i).get("id"));
            if (!seen.add(id)) {
                throw fault("records[" + i + "].id", "is there twice. Give each record once");
            }
            Map<String, String> input = RecordFields.known(given.get(i), company);
            if (query != null) {
                ask(query, given.get(i), input);
            }
            rows.add(new BatchRow(i, id, input, null));
        }
        return rows;
    }

    private static void ask(QueryTemplate query, Map<String, @Nullable Object> record, Map<String, String> input) {
        query.lacks(record)
                .ifPresentOrElse(
                        field -> input.put(ResearchLookup.QUERY_LACKS, field),
                        () -> input.put(ResearchLookup.QUERY, query.of(record)));
    }

    /** @return a map per id, with nothing but the id for a record the org does not have */
    private List<Map<String, @Nullable Object>> read(List<String> ids, Caller caller) {
        Map<String, SalesforceId> wanted = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            int index = i;
            SalesforceId id = SalesforceId.parse(ids.get(i))
                    .orElseThrow(() -> fault("ids[" + index + "]", "is no Salesforce id of 15 or 18 characters"));
            wanted.put(ids.get(i), id);
        }
        Map<SalesforceId, Map<String, @Nullable Object>> found = salesforce.read(caller.tenant(), wanted.values());
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        wanted.forEach((sent, id) -> {
            Map<String, @Nullable Object> record = new LinkedHashMap<>(found.getOrDefault(id, Map.of()));
            record.put("id", sent);
            records.add(record);
        });
        return records;
    }

    private static ProblemException fault(String field, String words) {
        return new ProblemException(new Problem(
                ProblemCode.BAD_REQUEST, field + " " + words + ".", List.of(new Problem.Detail(field, words))));
    }
}
