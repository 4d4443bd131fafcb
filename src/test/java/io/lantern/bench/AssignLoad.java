package io.lantern.bench;

import io.lantern.hub.assign.AssignService;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes turns of a pool inside of a hub's process, and counts a row up as the least that such a turn could cost. */
@RestController
class AssignLoad {
    private static final OrgRef ORG = new OrgRef(new TenantId(1), "sandbox");
    private static final CrmRecord LEAD = new CrmRecord("Lead", SalesforceId.of("00QLA0000000001"), Map.of());

    private final AssignService assign;
    private final JdbcTemplate sql;

    AssignLoad(AssignService assign, JdbcTemplate sql) {
        this.assign = assign;
        this.sql = sql;
    }

    /** @param name tells this call's turns from those of others; @return nanoseconds */
    @PostMapping("/bare/assign")
    long turns(
            @RequestParam("name") String name, @RequestParam("turns") int turns, @RequestParam("threads") int threads)
            throws Exception {
        return timed(turns, threads, n -> assign.nextOwner(ORG, LEAD, "inbound", name + n, "req_" + name));
    }

    /** @return nanoseconds */
    @PostMapping("/bare/count")
    long counts(@RequestParam("turns") int turns, @RequestParam("threads") int threads) throws Exception {
        sql.execute("create table if not exists bench_counter (id integer primary key, n bigint not null)");
        sql.update("insert into bench_counter (id, n) values (1, 0) on conflict do nothing");
        return timed(
                turns,
                threads,
                n -> sql.queryForObject("update bench_counter set n = n + 1 where id = 1 returning n", Long.class));
    }

    private static long timed(int turns, int threads, IntConsumer work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            all.add(pool.submit(() -> {
                for (int n = next.getAndIncrement(); n < turns; n = next.getAndIncrement()) {
                    work.accept(n);
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
        return System.nanoTime() - begun;
    }
}
