package io.lantern.hub.access;

import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Sees to it, before the port opens, that the tenants of the settings are there, each with a key to begin with. */
@Component
class FirstKey implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(FirstKey.class);

    private static final Set<String> EVERYTHING = Set.of("*");

    /** Known to everyone, hence only under profile sandbox, which listens on loopback only. By tenant. */
    private static final Map<TenantId, String> SANDBOX_SECRETS = Map.of(
            new TenantId(1), "lnt_sandbox_" + "0".repeat(43),
            new TenantId(2), "lnt_sandbox_personal_" + "0".repeat(34));

    private final AccessService access;
    private final Keyring keyring;
    private final AccessStore store;
    private final TenantSettings settings;
    private final Environment environment;
    private final Clock clock;

    FirstKey(
            AccessService access,
            Keyring keyring,
            AccessStore store,
            TenantSettings settings,
            Environment environment,
            Clock clock) {
        this.access = access;
        this.keyring = keyring;
        this.store = store;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        settings.tenants().forEach(tenant -> store.keepTenant(tenant, clock.instant()));
        if (environment.acceptsProfiles(Profiles.of("sandbox"))) {
            SANDBOX_SECRETS.forEach(this::sandboxKey);
        } else {
            adminKeys();
        }
    }

    private void sandboxKey(TenantId tenant, String secret) {
        store.ensureTenant(new TenantSettings.Tenant(tenant.value(), "sandbox", "personal"), clock.instant());
        if (access.admit(secret, "start").isPresent()) {
            return;
        }
        try {
            keyring.keep(secret, NewKey.atStart(tenant, "sandbox", EVERYTHING));
        } catch (DuplicateKeyException e) {
            log.debug("Another node of the sandbox keeps the key already", e);
        }
    }

    /** A database that was used under profile sandbox keeps those keys; outside it they must open nothing. */
    private void adminKeys() {
        SANDBOX_SECRETS.values().forEach(access::forget);
        if (settings.tenants().isEmpty()
                && store.tenantsWithKeys(clock.instant()).isEmpty()) {
            TenantSettings.Tenant first = new TenantSettings.Tenant(1, "first", "enterprise");
            store.ensureTenant(first, clock.instant());
            adminKey(first, "First API key");
        }
        Set<Integer> withKeys = store.tenantsWithKeys(clock.instant());
        settings.tenants().stream()
                .filter(tenant -> !withKeys.contains(tenant.id()))
                .forEach(tenant -> adminKey(tenant, "First API key of tenant " + tenant.id() + ", " + tenant.name()));
    }

    /** On standard output and not in the log, which is kept and shipped elsewhere. */
    private void adminKey(TenantSettings.Tenant tenant, String whose) {
        String secret = access.issue(new TenantId(tenant.id()), "first admin key", EVERYTHING, null);
        System.out.println(whose + " (scope *, shown only now): " + secret);
    }
}
