package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.PartUse;
import io.lantern.hub.run.RunWork;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Work of kind {@code batch}: looks each record up, then writes the two files. */
@Service
class BatchWork implements RunWork {
    static final String KIND = "batch";

    private final BatchStore store;
    private final BatchFiles files;
    private final RecordLookups lookups;
    private final CreditService credits;
    private final BatchSettings settings;
    private final Clock clock;

    BatchWork(
            BatchStore store,
            BatchFiles files,
            RecordLookups lookups,
            CreditService credits,
            BatchSettings settings,
            Clock clock) {
        this.store = store;
        this.files = files;
        this.lookups = lookups;
        this.credits = credits;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome execute(Ticket ticket) throws Exception {
        BatchOrder order = BatchOrder.of(ticket);
        List<BatchRow> rows = store.rows(order.tenant(), order.runId());
        new BatchExecution(order, store, new RecordSearch(order, lookups.of(order.agent()), credits), clock)
                .work(rows, settings.atOnce(order.agent()), new BatchProgress(ticket.journal(), rows.size()));
        return Outcome.of(write(order));
    }

    private Map<String, Object> write(BatchOrder order) throws Exception {
        List<BatchRow> rows = store.rows(order.tenant(), order.runId());
        List<PartUse> uses = credits.usesOfParts(order.tenant(), order.runId());
        files.write(files.credits(order.tenant(), order.runId()), out -> ResultFile.credits(out, rows, uses));
        files.write(
                files.result(order.tenant(), order.runId()), out -> ResultFile.results(out, order.agent(), rows, uses));
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("result_path", files.result(order.tenant(), order.runId()).address());
        output.put(
                "credits_csv_path", files.credits(order.tenant(), order.runId()).address());
        for (BatchRow.Status status : BatchRow.Status.values()) {
            output.put(
                    status.wireName(),
                    rows.stream()
                            .filter(row -> row.result() != null && row.result().status() == status)
                            .count());
        }
        return output;
    }
}
