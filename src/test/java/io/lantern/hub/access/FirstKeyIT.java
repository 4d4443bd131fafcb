package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.contract.TestDatabase;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

/** With which keys a hub begins. */
@ExtendWith(OutputCaptureExtension.class)
class FirstKeyIT {
    private static final String SANDBOX_KEY = "lnt_sandbox_" + "0".repeat(43);
    private static final TenantId FIRST = new TenantId(1);

    private final TestDatabase database = TestDatabase.h2("access");
    private final HandClock clock = new HandClock();
    private final MockEnvironment environment = new MockEnvironment();

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void eachTenantOfTheSettingsGetsOneThatIsShownOnce(CapturedOutput output) throws Exception {
        TenantSettings settings = tenants("acme", "globex");
        AccessService access = start(settings);
        List<String> shown = shown(output);

        start(settings);

        assertThat(shown(output)).isEqualTo(shown);
        assertThat(shown).hasSize(2);
        assertThat(shown.get(1)).startsWith("First API key of tenant 2, globex (scope *, shown only now): lnt_");
        String secret = shown.get(1).substring(shown.get(1).indexOf("lnt_"));
        Caller second = access.admit(secret, "r1").orElseThrow().caller();
        assertThat(second.tenant()).isEqualTo(new TenantId(2));
        assertThat(second.scopes()).containsExactly("*");
    }

    @Test
    void aTenantWhoseKeysAreAllDeadGetsAnother(CapturedOutput output) throws Exception {
        AccessService access = start(tenants());
        assertThat(shown(output)).hasSize(1).allMatch(line -> line.contains("key (scope *, shown only now): lnt_"));
        database.jdbc().sql("delete from access_key").update();
        access.issue(FIRST, "short", Set.of("*"), clock.instant().plusSeconds(1));
        clock.pass(Duration.ofSeconds(2));

        start(tenants());

        assertThat(shown(output)).hasSize(2);
    }

    @Test
    void outsideTheSandboxItsKeyIsDeadEvenWithinTheGraceOfARotation() throws Exception {
        environment.setActiveProfiles("sandbox");
        start(tenants());
        database.jdbc()
                .sql(
                        "update access_key set previous_hmac = secret_hmac, previous_prefix = prefix,"
                                + " previous_until = timestamp '2099-01-01 00:00:00', secret_hmac = 'another' where tenant_id = 1")
                .update();
        environment.setActiveProfiles("prod");

        AccessService access = start(tenants());

        assertThat(access.admit(SANDBOX_KEY, "r1")).isEmpty();
    }

    @Test
    void theSettingsDecideOnNameAndPlan() throws Exception {
        start(tenants("acme"));
        start(tenants("renamed"));

        assertThat(database.jdbc()
                        .sql("select name from access_tenant where tenant_id = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("renamed");
    }

    private static List<String> shown(CapturedOutput output) {
        return output.getOut()
                .lines()
                .filter(line -> line.startsWith("First API key"))
                .toList();
    }

    private static TenantSettings tenants(String... names) {
        List<TenantSettings.Tenant> tenants = new ArrayList<>();
        for (String name : names) {
            tenants.add(new TenantSettings.Tenant(tenants.size() + 1, name, "team"));
        }
        return new TenantSettings(tenants, Map.of("team", Limits.SMALLEST));
    }

    private AccessService start(TenantSettings tenants) throws IOException {
        AccessSettings settings = new AccessSettings("x".repeat(32), null, 30, List.of());
        AccessStore store = new AccessStore(database.jdbc(), tenants);
        KnownKeys known = new KnownKeys(store);
        Pepper pepper = new Pepper(settings, environment, Path.of("."));
        NewKeyPolicy policy = new NewKeyPolicy(store, clock);
        Keyring keys =
                new Keyring(new KeyStore(database.jdbc()), policy, known, pepper, clock, database.transactions());
        AccessService access = new AccessService(
                store, keys, known, new LastUse(store), new Tokens(settings, store, clock), pepper, clock);
        new FirstKey(access, keys, store, tenants, environment, clock).afterSingletonsInstantiated();
        return access;
    }
}
