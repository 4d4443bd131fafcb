package io.lantern.hub.access;

import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Sees to it, before the port opens, that there is a key to begin with. */
@Component
class FirstKey implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(FirstKey.class);

    private static final TenantId FIRST = new TenantId(1);
    private static final Set<String> EVERYTHING = Set.of("*");

    /** Known to everyone, hence only under profile sandbox, which listens on loopback only. */
    private static final String SANDBOX_SECRET = "lnt_sandbox_" + "0".repeat(43);

    private final AccessService access;
    private final AccessStore store;
    private final Environment environment;
    private final Clock clock;

    FirstKey(AccessService access, AccessStore store, Environment environment, Clock clock) {
        this.access = access;
        this.store = store;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (environment.acceptsProfiles(Profiles.of("sandbox"))) {
            sandboxKey();
        } else {
            adminKey();
        }
    }

    private void sandboxKey() {
        store.ensureTenant(FIRST, "sandbox", "enterprise", clock.instant());
        if (access.authenticate(SANDBOX_SECRET, "start").isPresent()) {
            return;
        }
        try {
            access.keep(SANDBOX_SECRET, FIRST, "sandbox", EVERYTHING, null);
        } catch (DuplicateKeyException e) {
            log.debug("Another node of the sandbox keeps the key already", e);
        }
    }

    /** A database that was used under profile sandbox keeps that key; outside it must open nothing. */
    private void adminKey() {
        access.forget(SANDBOX_SECRET);
        if (store.hasKeys()) {
            return;
        }
        store.ensureTenant(FIRST, "first", "enterprise", clock.instant());
        String secret = access.issue(FIRST, "first admin key", EVERYTHING, null);
        // On standard output and not in the log, which is kept and shipped elsewhere.
        System.out.println("First API key (scope *, shown only now): " + secret);
    }
}
