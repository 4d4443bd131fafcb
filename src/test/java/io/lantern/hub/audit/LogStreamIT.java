package io.lantern.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An export that is larger than what the network holds between hub and reader. */
@HubTest
class LogStreamIT {
    private static final TenantId TENANT = new TenantId(1);
    private static final int ENTRIES = 5_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private HubCalls calls = new HubCalls(0, "");

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void aLongLog() {
        calls = new HubCalls(port, access.issue(TENANT, "export", Set.of("logs"), null));
        jdbc.sql("insert into audit_entry (tenant_id, occurred_at, action, object, object_id, reason, request_id, diff)"
                        + " select 1, dateadd(second, n, timestamp with time zone '2026-01-01 00:00:00+00'), 'assign', 'Lead',"
                        + " '00Q5g00000AbCdFEAV', repeat('because ', 400), 'req_1', '{}' from"
                        + " (select \"X\" as n from system_range(1, " + ENTRIES + "))")
                .update();
    }

    @AfterEach
    void remove() {
        jdbc.sql("delete from audit_entry where occurred_at < timestamp with time zone '2026-02-01 00:00:00+00'")
                .update();
    }

    @Test
    void anExportIsWhole() throws Exception {
        try (InputStream log = export().body()) {
            assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(1 + ENTRIES);
        }
    }

    @Test
    void anExportThatFailsInTheMiddleDoesNotLookWhole() throws Exception {
        try (InputStream log = export().body()) {
            assertThat(log.readNBytes(1000)).hasSize(1000);
            jdbc.sql("alter table audit_entry rename to audit_away").update();
            try {
                assertThatThrownBy(log::readAllBytes).isInstanceOf(IOException.class);
            } finally {
                jdbc.sql("alter table audit_away rename to audit_entry").update();
            }
        }
    }

    private HttpResponse<InputStream> export() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(
                calls.request("/v1/logs/routing?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&format=csv&limit=all")
                        .GET()
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }
}
