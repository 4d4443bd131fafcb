package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@HubTest
class RimIT {
    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    HubCalls hub = new HubCalls(0, "");

    @BeforeEach
    void key() {
        hub = new HubCalls(port, access.issue(new TenantId(1), "test", Set.of("*"), null));
    }

    @Test
    void readyOnceRoutesRunAndDatabaseAnswers() {
        HttpResponse<String> answer = new HubCalls(port, "").get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"up\"");
    }

    @Test
    void aCallWithoutKeyIsToldHowToSendOne() {
        HttpResponse<String> answer = new HubCalls(port, "").get("/v1/routing/pools");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body()).contains("\"code\":\"unauthorized\"");
    }

    @Test
    void aFieldOfTheWrongTypeIsNamed() {
        HttpResponse<String> answer = hub.post("/v1/match", "{\"object\":1,\"candidates\":[{\"id\":\"a\"}],\"zz\":1}");

        System.out.println(answer.headers().map() + answer.body());
        assertThat(answer.statusCode()).isEqualTo(400);
    }
}
