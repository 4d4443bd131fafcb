package io.lantern.hub.assign;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.SilentOrg;
import io.lantern.hub.salesforce.Soql;
import io.lantern.hub.salesforce.WriteOutcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An org that knows its users and the owners of its records, refuses inactive owners, and can be switched off. */
final class OneOrg extends SilentOrg implements SalesforceOrgs {
    static final OrgRef REF = new OrgRef(new TenantId(1), "sandbox");

    final Set<SalesforceId> active = ConcurrentHashMap.newKeySet();
    final Map<SalesforceId, SalesforceId> owners = new ConcurrentHashMap<>();
    final Map<SalesforceId, Long> open = new ConcurrentHashMap<>();
    final List<String> countQueries = new CopyOnWriteArrayList<>();
    final AtomicInteger userQueries = new AtomicInteger();
    final AtomicInteger updates = new AtomicInteger();
    volatile boolean down;
    volatile @Nullable String refusal;

    @Override
    public String orgId() {
        return "00D000000000001EAA";
    }

    @Override
    public OrgRef ref() {
        return REF;
    }

    @Override
    public List<CrmRecord> query(Soql soql, Purpose purpose) {
        answer();
        userQueries.incrementAndGet();
        return active.stream()
                .map(user ->
                        new CrmRecord("User", user, Map.of("Name", "User " + user, "Username", user + "@example.com")))
                .toList();
    }

    @Override
    public Map<String, Long> counts(String field, Soql soql, Purpose purpose) {
        answer();
        countQueries.add(soql.text());
        Map<String, Long> counts = new HashMap<>();
        open.forEach((owner, number) -> counts.put(owner.value(), number));
        return counts;
    }

    @Override
    public @Nullable CrmRecord read(String object, SalesforceId id, Collection<String> fields, Purpose purpose) {
        answer();
        SalesforceId owner = owners.get(id);
        return owner == null ? null : new CrmRecord(object, id, Map.of("OwnerId", owner.value()));
    }

    @Override
    public WriteOutcome update(CrmRecord changes, Purpose purpose) {
        answer();
        updates.incrementAndGet();
        SalesforceId owner = SalesforceId.of(String.valueOf(changes.text("OwnerId")));
        String code = refusal;
        if (code != null) {
            return new WriteOutcome.Refused(code, "refused", List.of());
        }
        if (!active.contains(owner)) {
            return new WriteOutcome.Refused("INACTIVE_OWNER_OR_USER", "inactive", List.of());
        }
        owners.put(changes.id(), owner);
        return new WriteOutcome.Written(changes.id());
    }

    private void answer() {
        if (down) {
            throw new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "Salesforce does not answer.");
        }
    }

    @Override
    public List<SalesforceOrg> all() {
        return List.of(this);
    }

    @Override
    public SalesforceOrg get(OrgRef ref) {
        return this;
    }

    @Override
    public SalesforceOrg ofTenant(TenantId tenant, @Nullable String orgId) {
        return this;
    }

    @Override
    public List<CrmRecord> queryPage(Soql soql, Purpose purpose) {
        return query(soql, purpose);
    }

    @Override
    @SuppressWarnings("NullAway") // does not see the annotation inside the interface's compiled generic type
    public WriteOutcome create(String object, Map<String, @Nullable Object> fields, Purpose purpose) {
        throw new UnsupportedOperationException();
    }
}
