package io.lantern.hub.assign;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates the pools of the settings that a tenant does not have yet, when the tenant's pools are first asked for:
 * at start-up the org that knows the user names may not answer.
 */
@Component
class PoolSeed {
    private static final Logger LOG = LoggerFactory.getLogger(PoolSeed.class);

    private final AssignSettings settings;
    private final PoolStore store;
    private final SalesforceOrgs orgs;
    private final UserDirectory directory;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Set<TenantId> done = ConcurrentHashMap.newKeySet();

    PoolSeed(
            AssignSettings settings,
            PoolStore store,
            SalesforceOrgs orgs,
            UserDirectory directory,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.store = store;
        this.orgs = orgs;
        this.directory = directory;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @param org whose user names are meant; null means the tenant's first */
    void sow(TenantId tenant, @Nullable OrgRef org) {
        if (done.contains(tenant)) {
            return;
        }
        for (AssignSettings.SeedPool seed : settings.pools()) {
            if (seed.tenant() == tenant.value() && !store.exists(tenant, seed.name())) {
                create(tenant, pool(tenant, org, seed));
            }
        }
        done.add(tenant);
    }

    private void create(TenantId tenant, Pool pool) {
        try {
            transaction.executeWithoutResult(status -> store.insert(tenant, pool, clock.instant()));
            LOG.info("Created pool {} of tenant {} from the settings", pool.name(), tenant.value());
        } catch (DuplicateKeyException another) {
            LOG.debug("Pool {} was created meanwhile", pool.name());
        }
    }

    private Pool pool(TenantId tenant, @Nullable OrgRef org, AssignSettings.SeedPool seed) {
        List<Pool.Member> members = seed.members().stream()
                .map(member -> new Pool.Member(
                        user(tenant, org, seed.name(), member),
                        member.weight(),
                        member.dailyCap(),
                        null,
                        List.of(),
                        true))
                .toList();
        SalesforceId fallback = seed.fallback() == null ? null : SalesforceId.of(seed.fallback());
        return new Pool(seed.name(), seed.description(), Strategy.ROUND_ROBIN, members, List.of(), fallback);
    }

    private SalesforceId user(TenantId tenant, @Nullable OrgRef org, String pool, AssignSettings.SeedMember member) {
        if (member.userId() != null) {
            return SalesforceId.of(member.userId());
        }
        OrgRef where = org == null ? orgs.ofTenant(tenant, null).ref() : org;
        String username = member.username() == null ? "" : member.username();
        return directory
                .users(where)
                .byUsername(username)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_CONFIGURED,
                        "Pool `%s` in lantern.assign.pools names a user name that is no active user of org `%s`."
                                .formatted(pool, where.name())));
    }
}
