package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.contract.TestDatabase;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** What admins do with keys, on every database, seen by two nodes. */
abstract class KeysContract {
    private static final AtomicInteger tenants = new AtomicInteger();
    private static final RotateRequest AN_HOUR = new RotateRequest(3600);
    private static final RotateRequest NO_GRACE = new RotateRequest(0);

    private final HandClock clock = new HandClock();
    private final TenantId tenant = new TenantId(tenants.incrementAndGet());
    private final Caller admin = caller("*");
    private Node here = node();
    private Node there = node();

    abstract TestDatabase database();

    /** One hub's view of the keys. */
    record Node(Keyring keys, AccessService access, KnownKeys known, LastUse lastUse) {
        boolean opens(String secret) {
            return access.admit(secret, "r1").isPresent();
        }
    }

    @BeforeEach
    void twoNodesAndAnAdmin() {
        here = node();
        there = node();
        store().keepTenant(new TenantSettings.Tenant(tenant.value(), "test", "team"), clock.instant());
        here.access().issue(tenant, "admin", Set.of("*"), null);
    }

    @Test
    void aNewKeyOpensByItsSecretAndIsListedWithoutIt() {
        ShownKey made = here.keys()
                .create(
                        new KeyRequest(
                                "Web forms",
                                List.of("forms", "agents:scout"),
                                clock.instant().plusSeconds(60),
                                List.of("https://WWW.acme.example:443", "http://localhost:3000"),
                                new OwnLimits(null, null, null, 120, null)),
                        admin);

        assertThat(made.key())
                .matches("lnt_[A-Za-z0-9_-]{43}")
                .startsWith(made.entry().prefix());
        KeyList list = there.keys().keys(1, 1, admin);
        assertThat(list.keys()).containsExactly(made.entry());
        assertThat(list.total()).isEqualTo(2);
        assertThat(made.toString()).doesNotContain(made.key());
        assertThat(there.access().admit(made.key(), "r1").orElseThrow()).satisfies(access -> {
            assertThat(access.caller().tenant()).isEqualTo(tenant);
            assertThat(access.caller().scopes()).containsExactlyInAnyOrder("forms", "agents:scout");
            assertThat(access.origins()).containsExactlyInAnyOrder("https://www.acme.example", "http://localhost:3000");
            assertThat(access.limits()).isEqualTo(new Limits(50, 1, 10, 120, 300));
            assertThat(access.may("agents", "scout")).isTrue();
            assertThat(access.may("agents", "other")).isFalse();
            assertThat(access.may("agents", null)).isFalse();
        });
        clock.pass(Duration.ofMinutes(1));
        assertThat(there.opens(made.key())).isFalse();
    }

    @Test
    void everyFaultOfARequestIsNamedAtOnce() {
        KeyRequest request = new KeyRequest(
                "x",
                List.of("match", "everything"),
                clock.instant(),
                List.of("https://a.example/page", "ftp://a.example", "https://u@a.example", "*"),
                new OwnLimits(51, null, null, null, 301));

        assertThatThrownBy(() -> here.keys().create(request, admin))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().details())
                                .extracting(Problem.Detail::field)
                                .containsExactly(
                                        "scopes[1]",
                                        "origins[0]",
                                        "origins[1]",
                                        "origins[2]",
                                        "origins[3]",
                                        "limits.sync",
                                        "limits.agents",
                                        "expires_at"));
    }

    @Test
    void nobodyGivesWhatHeHasNotGot() {
        Caller some = caller("admin", "match", "agents");

        assertProblem(ProblemCode.FORBIDDEN, "scope *, logs", () -> make(some, "match", "logs", "*"));
        assertThat(make(some, "match", "agents:scout").key()).isNotEmpty();
        ShownKey strong = make(admin, "*");
        assertProblem(
                ProblemCode.FORBIDDEN,
                "scope *",
                () -> here.keys().rotate(strong.entry().id(), AN_HOUR, some));
        assertThat(here.opens(strong.key())).isTrue();
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceHereAndEverywhereWithinFiveSeconds() {
        ShownKey key = make(admin, "match");
        assertThat(here.opens(key.key())).isTrue();
        assertThat(there.opens(key.key())).isTrue();

        here.keys().revoke(key.entry().id(), admin);

        assertThat(here.opens(key.key())).isFalse();
        assertThat(here.keys().keys(1, 20, admin).keys().get(0).revokedAt()).isEqualTo(clock.instant());
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !there.opens(key.key()));
        here.keys().revoke(key.entry().id(), admin);
    }

    @Test
    void theKeysOfAnotherTenantAreNotThere() {
        ShownKey key = make(admin, "match");
        Caller other = new Caller(new TenantId(4711), "lnt_other000", Set.of("*"), "r1");
        long id = key.entry().id();

        assertProblem(ProblemCode.NOT_FOUND, "no key " + id, () -> here.keys().revoke(id, other));
        assertProblem(ProblemCode.NOT_FOUND, "no key " + id, () -> here.keys().rotate(id, AN_HOUR, other));
        assertThat(here.keys().keys(1, 20, other).keys()).isEmpty();
        assertThat(here.opens(key.key())).isTrue();
    }

    @Test
    void theLastAdminKeyStays() throws Exception {
        make(admin, "match");
        ShownKey second = make(admin, "admin");
        KeyRequest brief =
                new KeyRequest("brief", List.of("admin"), clock.instant().plusSeconds(5), null, null);
        here.keys().create(brief, admin);
        clock.pass(Duration.ofSeconds(6));
        List<Long> admins = List.of(second.entry().id(), second.entry().id() - 2);

        List<Boolean> revoked = atOnce(admins.stream()
                .<Callable<Boolean>>map(id -> () -> {
                    try {
                        here.keys().revoke(id, admin);
                        return true;
                    } catch (ProblemException e) {
                        assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFLICT);
                        return false;
                    }
                })
                .toList());

        assertThat(revoked).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void afterARotationTheOldSecretLivesOnForItsGrace() {
        ShownKey key = make(admin, "match");
        assertThat(here.opens(key.key()) && there.opens(key.key())).isTrue();

        ShownKey renewed = here.keys().rotate(key.entry().id(), AN_HOUR, admin);

        assertThat(renewed.previousUntil()).isEqualTo(clock.instant().plusSeconds(3600));
        assertThat(renewed.entry().id()).isEqualTo(key.entry().id());
        assertThat(here.access().admit(renewed.key(), "r1").orElseThrow().holder())
                .as("one bucket for both")
                .isEqualTo(here.access().admit(key.key(), "r1").orElseThrow().holder());
        assertThat(keyId(key.key())).isEqualTo(key.key().substring(0, 12));
        assertThat(keyId(renewed.key())).isEqualTo(renewed.key().substring(0, 12));
        clock.pass(Duration.ofHours(1));
        assertThat(here.opens(key.key())).isFalse();
        assertThat(here.opens(renewed.key()) && there.opens(renewed.key())).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !there.opens(key.key()));
    }

    @Test
    void withoutGraceOrAfterAnotherRotationTheOldSecretIsDead() {
        ShownKey first = make(admin, "match");
        long id = first.entry().id();
        ShownKey second = here.keys().rotate(id, AN_HOUR, admin);
        assertThat(here.opens(first.key())).isTrue();

        ShownKey third = here.keys().rotate(id, AN_HOUR, admin);
        assertThat(here.opens(first.key())).isFalse();
        assertThat(here.opens(second.key())).isTrue();

        ShownKey fourth = here.keys().rotate(id, NO_GRACE, admin);
        assertThat(fourth.previousUntil()).isNull();
        assertThat(here.opens(second.key()) || here.opens(third.key())).isFalse();
        assertThat(here.opens(fourth.key())).isTrue();
    }

    @Test
    void aRevokedKeyDiesWithAllItsSecretsAndGetsNoNewOne() {
        ShownKey key = make(admin, "match");
        ShownKey renewed = here.keys().rotate(key.entry().id(), AN_HOUR, admin);

        here.keys().revoke(key.entry().id(), admin);

        assertThat(here.opens(key.key()) || here.opens(renewed.key())).isFalse();
        assertProblem(
                ProblemCode.CONFLICT,
                "was revoked",
                () -> here.keys().rotate(key.entry().id(), AN_HOUR, admin));
    }

    @Test
    void theLastUseIsWrittenLaterAndTheLatestOfAllNodesStays() {
        ShownKey key = make(admin, "match");
        assertThat(here.opens(key.key())).isTrue();
        Instant first = clock.instant();
        clock.pass(Duration.ofSeconds(10));
        assertThat(there.opens(key.key())).isTrue();
        assertThat(lastUsed(key)).isNull();

        there.lastUse().write();
        here.lastUse().write();

        assertThat(lastUsed(key)).isEqualTo(first.plusSeconds(10));
    }

    @Test
    void anUnknownKeyIsLookedUpOnceInAMoment() {
        String secret = "lnt_" + "x".repeat(40) + tenant.value() + "abc";
        assertThat(here.opens(secret)).isFalse();

        there.keys().keep(secret, NewKey.atStart(tenant, "late", Set.of("match")));

        assertThat(here.opens(secret)).isFalse();
        assertThat(there.opens(secret)).isTrue();
    }

    private ShownKey make(Caller by, String... scopes) {
        return here.keys().create(new KeyRequest("test", List.of(scopes), null, null, null), by);
    }

    private @Nullable Instant lastUsed(ShownKey key) {
        return here.keys().keys(1, 100, admin).keys().stream()
                .filter(entry -> entry.id() == key.entry().id())
                .findFirst()
                .orElseThrow()
                .lastUsedAt();
    }

    private String keyId(String secret) {
        return here.access().admit(secret, "r1").orElseThrow().caller().keyId();
    }

    private Caller caller(String... scopes) {
        return new Caller(tenant, "lnt_admin000", Set.of(scopes), "r1");
    }

    private AccessStore store() {
        return new AccessStore(
                database().jdbc(), new TenantSettings(List.of(), Map.of("team", new Limits(50, 1, 10, 600, 300))));
    }

    private Node node() {
        AccessSettings settings = new AccessSettings("x".repeat(32), null, 30, List.of());
        KeyStore keyStore = new KeyStore(database().jdbc());
        KnownKeys known = new KnownKeys(store());
        LastUse lastUse = new LastUse(store());
        Pepper pepper = pepper(settings);
        NewKeyPolicy policy = new NewKeyPolicy(store(), clock);
        Keyring keys =
                new Keyring(keyStore, policy, known, pepper, clock, database().transactions());
        Tokens tokens = new Tokens(settings, store(), clock);
        return new Node(keys, new AccessService(store(), keys, known, lastUse, tokens, pepper, clock), known, lastUse);
    }

    private static Pepper pepper(AccessSettings settings) {
        try {
            return new Pepper(settings, new MockEnvironment(), Path.of("."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (var done : threads.invokeAll(work)) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertProblem(ProblemCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
