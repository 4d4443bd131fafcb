package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.HubCalls;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.access.Seal;
import io.lantern.hub.kernel.TenantId;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a repeated POST does, on every database. */
abstract class IdempotencyContract {
    private static final String POOL =
            "{\"name\": \"%s\", \"description\": \"Takes turns\", \"members\": [{\"user_id\": \"0055g00000LmNoPAAV\"}]}";
    private static final String SAME_POOL =
            "{\"members\":[{\"user_id\":\"0055g00000LmNoPAAV\"}],\"description\":\" Takes turns\",\"name\":\"%s\"}";

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    JdbcClient sql;

    @Autowired
    Seal seal;

    private HubCalls hub = new HubCalls(0, "");
    private final String key = UUID.randomUUID().toString();
    private final String pool = "pool-" + UUID.randomUUID();

    @BeforeEach
    void caller() {
        hub = new HubCalls(port, access.issue(new TenantId(1), "test", Set.of("*"), null));
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndDoesNothing() {
        HttpResponse<String> first = create(hub, key, POOL.formatted(pool));
        HttpResponse<String> again = create(hub, key, SAME_POOL.formatted(pool));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Content-Type"))
                .isEqualTo(first.headers().firstValue("Content-Type"));
        assertThat(pools()).isEqualTo(1);
    }

    @Test
    void withoutAKeyTheSecondRequestIsAnother() {
        create(hub, "", POOL.formatted(pool));

        assertThat(create(hub, "", POOL.formatted(pool)).statusCode()).isEqualTo(409);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        create(hub, key, POOL.formatted(pool));

        HttpResponse<String> other = create(hub, key, POOL.formatted(pool + "-too"));

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("Idempotency-Key was used for another request");
    }

    @Test
    void ofManyAtOnceOneDoesTheWorkAndAllGetItsAnswer() {
        ExecutorService callers = Executors.newFixedThreadPool(12);
        try {
            List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 12)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> create(hub, key, POOL.formatted(pool)), callers))
                    .toList();
            List<HttpResponse<String>> answers =
                    calls.stream().map(CompletableFuture::join).toList();

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
            assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
            assertThat(answers.stream()
                            .filter(answer -> answer.headers()
                                    .firstValue("Idempotent-Replayed")
                                    .isEmpty()))
                    .hasSize(1);
            assertThat(pools()).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void anErrorIsNotKeptSoARepeatMayTryAgain() {
        create(hub, "", POOL.formatted(pool));
        assertThat(create(hub, key, POOL.formatted(pool)).statusCode()).isEqualTo(409);
        sql.sql("delete from assign_member where pool = ?").param(pool).update();
        sql.sql("delete from assign_pool where name = ?").param(pool).update();

        HttpResponse<String> again = create(hub, key, POOL.formatted(pool));

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void theKeysOfAnotherTenantAreItsOwn() {
        sql.sql("insert into access_tenant (tenant_id, name, plan, created_at)"
                        + " select 77, 'other', 'enterprise', current_timestamp"
                        + " where not exists (select 1 from access_tenant where tenant_id = 77)")
                .update();
        HubCalls other = new HubCalls(port, access.issue(new TenantId(77), "other", Set.of("*"), null));
        create(hub, key, POOL.formatted(pool));

        HttpResponse<String> theirs = create(other, key, POOL.formatted(pool + "-theirs"));

        assertThat(theirs.statusCode()).isEqualTo(201);
        assertThat(theirs.headers().firstValue("Idempotent-Replayed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a\tb"})
    void aKeyThatIsNotVisibleAsciiIsRefused(String bad) {
        HttpResponse<String> answer = create(hub, bad, POOL.formatted(pool));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Idempotency-Key", "1 to 255 visible");
    }

    @Test
    void aKeptAnswerCannotBeReadInTheDatabase() {
        create(hub, key, POOL.formatted(pool));

        byte[] kept = sql.sql("select answer from api_idempotency where idempotency_key = ?")
                .param(key)
                .query(byte[].class)
                .single();

        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("Takes turns");
        assertThat(new String(seal.open(kept).orElseThrow(), StandardCharsets.UTF_8))
                .contains("Takes turns");
    }

    @Test
    void afterAKilledProcessARepeatTakesOverUnderTheSameEffectKeyButOnlyOnceTheClaimHasEnded() {
        Instant begun = Instant.now();
        Claim.Key wanted = new Claim.Key(1, "some.operation", key);
        Claim.Held killed = (Claim.Held) storeAt(begun).claim(wanted, "hash");

        assertThat(storeAt(begun.plusSeconds(149)).claim(wanted, "hash")).isInstanceOf(Claim.AtWork.class);
        Claim.Held next = (Claim.Held) storeAt(begun.plusSeconds(151)).claim(wanted, "hash");
        storeAt(begun.plusSeconds(152)).answered(killed, new Claim.Answered(200, "text/plain", new byte[0]));

        assertThat(next.effectKey()).isEqualTo(killed.effectKey());
        assertThat(storeAt(begun.plusSeconds(153)).claim(wanted, "hash")).isInstanceOf(Claim.AtWork.class);
    }

    @Test
    void anAnswerIsForgottenAfterItsLife() {
        Instant begun = Instant.now();
        Claim.Key wanted = new Claim.Key(1, "some.operation", key);
        Claim.Held held = (Claim.Held) storeAt(begun).claim(wanted, "hash");
        storeAt(begun).answered(held, new Claim.Answered(200, "text/plain", new byte[] {1}));

        assertThat(storeAt(begun.plus(Duration.ofHours(23))).claim(wanted, "hash"))
                .isInstanceOf(Claim.Answered.class);
        assertThat(storeAt(begun.plus(Duration.ofHours(25))).claim(wanted, "another hash"))
                .isInstanceOf(Claim.Held.class);
    }

    private IdempotencyStore storeAt(Instant time) {
        IdempotencySettings settings =
                new IdempotencySettings(Duration.ofHours(24), Duration.ofSeconds(10), Duration.ofSeconds(150));
        return new IdempotencyStore(sql, seal, settings, Clock.fixed(time, ZoneOffset.UTC));
    }

    private static HttpResponse<String> create(HubCalls caller, String key, String body) {
        HttpRequest.Builder request = caller.request("/v1/routing/pools")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return caller.send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
    }

    private int pools() {
        return sql.sql("select count(*) from assign_pool where name = ?")
                .param(pool)
                .query(Integer.class)
                .single();
    }
}
