package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.contract.TestDatabase;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.WriteOutcome.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The edge as the hub wires it, connected to one org named {@code emea}, and nothing else of the hub: no poll, mirror
 * or subscription makes calls of its own that would use up a fault or a count.
 */
final class ConnectedOrg implements AutoCloseable {
    private final TestDatabase database = TestDatabase.h2("salesforce");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final CamelContext camel = new DefaultCamelContext();
    private final OrgEdges edges;

    /** @param gatherFor long where callers must meet, short where each waits for it in vain */
    ConnectedOrg(URI url, Path folder, String gatherFor, String requestTimeout) {
        SalesforceSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "lantern.orgs[0].name",
                        "emea",
                        "lantern.orgs[0].login-url",
                        url,
                        "lantern.orgs[0].client-id",
                        "lantern-sandbox",
                        "lantern.orgs[0].client-secret",
                        "lantern-sandbox-secret",
                        "lantern.salesforce.gather-for",
                        gatherFor,
                        "lantern.salesforce.request-timeout",
                        requestTimeout)))
                .bind("lantern", SalesforceSettings.class)
                .get();
        ObjectMapper json = new ObjectMapper();
        Clock clock = Clock.systemUTC();
        OwnWriteStore ownWrites = new OwnWriteStore(new JdbcTemplate(database.dataSource()), json, clock, settings);
        this.edges = new OrgEdges(settings, camel, ownWrites, json, metrics, clock, new TrustStore(folder));
        camel.start();
    }

    SalesforceOrg org() {
        return edges.all().get(0);
    }

    /** @return how many calls the metric counts for the purpose */
    double calls(Purpose purpose) {
        Counter counter = metrics.find("lantern.salesforce.calls")
                .tags("org", "emea", "purpose", purpose.name().toLowerCase(java.util.Locale.ROOT))
                .counter();
        return counter == null ? 0 : counter.count();
    }

    SalesforceId create(String object, Map<String, Object> fields) {
        WriteOutcome outcome = org().create(object, new HashMap<>(fields), Purpose.WRITE_BACK);
        assertThat(outcome).isInstanceOf(Written.class);
        return ((Written) outcome).id();
    }

    /** @return ids in the order in which the edge sends them */
    List<SalesforceId> leads(int count) {
        List<SalesforceId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(create("Lead", Map.of("LastName", "Lead " + i, "Company", "Company " + i)));
        }
        return ids;
    }

    WriteOutcome update(SalesforceId lead, String field, @Nullable Object value) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(field, value);
        return org().update(new CrmRecord("Lead", lead, fields), Purpose.WRITE_BACK);
    }

    @Nullable
    CrmRecord read(SalesforceId lead) {
        return org().read("Lead", lead, List.of("LastName", "Title", "IsConverted"), Purpose.READ);
    }

    long count(String object) {
        return org().query(Soql.of("SELECT Id FROM " + object), Purpose.READ).size();
    }

    /** Runs all at the same moment. @return their futures, all done, in the order of the work */
    static <T> List<CompletableFuture<T>> together(List<Callable<T>> work) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(work.size());
        CountDownLatch done = new CountDownLatch(work.size());
        List<CompletableFuture<T>> futures = new ArrayList<>();
        for (Callable<T> one : work) {
            CompletableFuture<T> future = new CompletableFuture<>();
            futures.add(future);
            Thread thread = new Thread(() -> {
                ready.countDown();
                try {
                    ready.await();
                    future.complete(one.call());
                } catch (Exception e) {
                    future.completeExceptionally(e);
                } finally {
                    done.countDown();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS))
                .as("every caller is answered")
                .isTrue();
        return futures;
    }

    @Override
    public void close() throws Exception {
        edges.close();
        camel.stop();
        database.close();
    }
}
