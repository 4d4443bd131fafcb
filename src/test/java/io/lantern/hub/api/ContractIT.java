package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Walks the contract and calls every operation in each wrong way there is; {@link HubCalls} checks the bodies. */
@HubTest
class ContractIT {
    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    Contract contract;

    @Test
    void everyOperationWantsAKey() {
        HubCalls stranger = new HubCalls(port, "");

        assertThat(contract.operations()).allSatisfy(operation -> {
            HttpResponse<String> answer = call(stranger, operation, operation.method(), "{}");
            assertThat(answer.statusCode()).isEqualTo(401);
        });
    }

    @Test
    void everyOperationWantsItsScope() {
        assertThat(contract.operations()).allSatisfy(operation -> {
            String other = operation.scope().equals("forms") ? "batch" : "forms";
            HubCalls narrow = new HubCalls(port, access.issue(new TenantId(1), "narrow", Set.of(other), null));
            HttpResponse<String> answer = call(narrow, operation, operation.method(), "{}");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("lacks the scope " + operation.scope());
        });
    }

    @Test
    void everyPathRefusesMethodsItDoesNotHave() {
        HubCalls hub = all();

        assertThat(contract.operations()).allSatisfy(operation -> {
            HttpResponse<String> answer = call(hub, operation, "PROPFIND", "{}");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow").orElse("")).contains(operation.method());
        });
    }

    @Test
    void everyOperationRefusesABodyOrParameterItDoesNotKnow() {
        HubCalls hub = all();

        assertThat(contract.operations()).allSatisfy(operation -> {
            HttpResponse<String> body = call(hub, operation, operation.method(), "{\"zork\":1}");
            assertThat(operation.body() == null
                            || body.statusCode() == 400 && body.body().contains("zork"))
                    .isTrue();
            HttpResponse<String> parameter = hub.send(hub.request(path(operation) + "?zork=1")
                    .header("Content-Type", "application/json")
                    .method(operation.method(), BodyPublishers.ofString("{}")));
            assertThat(parameter.statusCode()).isEqualTo(400);
            assertThat(parameter.body()).contains("zork");
        });
    }

    private HubCalls all() {
        return new HubCalls(port, access.issue(new TenantId(1), "all", Set.of("*"), null));
    }

    private static HttpResponse<String> call(HubCalls hub, Operation operation, String method, String body) {
        return hub.send(hub.request(path(operation))
                .header("Content-Type", "application/json")
                .method(method, operation.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static String path(Operation operation) {
        return operation.path().replaceAll("\\{[^}]+}", "x1");
    }
}
