package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keys do on every database. */
abstract class AccessContract {
    private static final TenantId TENANT = new TenantId(1);
    private static final String SANDBOX_KEY = "lnt_sandbox_" + "0".repeat(43);
    private static final String PERSONAL_KEY = "lnt_sandbox_personal_" + "0".repeat(34);

    @Autowired
    AccessService access;

    @Autowired
    Keyring keyring;

    @Autowired
    FirstKey firstKey;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aKeyOpensWhatItsScopesSay() {
        String secret = access.issue(TENANT, "crm", Set.of("match", "logs"), null);

        Caller caller = access.admit(secret, "r1").orElseThrow().caller();
        assertThat(caller.tenant()).isEqualTo(TENANT);
        assertThat(caller.keyId()).isEqualTo(secret.substring(0, 12));
        assertThat(caller.scopes()).containsExactlyInAnyOrder("match", "logs");
        assertThat(caller.requestId()).isEqualTo("r1");
        assertThat(caller.may("match")).isTrue();
        assertThat(caller.may("admin")).isFalse();
    }

    @Test
    void theSecretItselfIsKeptNowhere() {
        String secret = access.issue(TENANT, "crm", Set.of("*"), null);

        List<String> rows = jdbc.sql("select concat(name, prefix, secret_hmac, scopes) from access_key")
                .query(String.class)
                .list();
        assertThat(secret).matches("lnt_[A-Za-z0-9_-]{43}");
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(secret.substring(12)));
    }

    @Test
    void aKeyDiesWhenItExpires() {
        String past = access.issue(TENANT, "old", Set.of("*"), Instant.parse("2020-01-01T00:00:00Z"));
        String future = access.issue(TENANT, "new", Set.of("*"), Instant.parse("2999-01-01T00:00:00Z"));

        assertThat(access.admit(past, "r1")).isEmpty();
        assertThat(access.admit(future, "r1")).isPresent();
    }

    @Test
    void outsideTheSandboxItsKeysAreRemovedAtTheStart() {
        for (String known : List.of(SANDBOX_KEY, PERSONAL_KEY)) {
            keyring.keep(known, NewKey.atStart(TENANT, "sandbox", Set.of("*")));
            assertThat(access.admit(known, "r1")).isPresent();
        }

        firstKey.afterSingletonsInstantiated();

        assertThat(access.admit(SANDBOX_KEY, "r1")).isEmpty();
        assertThat(access.admit(PERSONAL_KEY, "r1")).isEmpty();
    }
}
