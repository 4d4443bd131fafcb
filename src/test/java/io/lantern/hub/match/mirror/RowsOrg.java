package io.lantern.hub.match.mirror;

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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An org that answers the three queries of the mirror, counts them, and can be switched off. */
final class RowsOrg extends SilentOrg implements SalesforceOrgs {
    static final OrgRef REF = new OrgRef(new TenantId(1), "sandbox");
    private static final Pattern OBJECT = Pattern.compile("FROM (\\w+)");
    private static final Pattern AFTER = Pattern.compile("Id > '(\\w+)'");
    private static final Pattern SINCE = Pattern.compile("SystemModstamp >= (\\S+)");

    private final Map<String, TreeMap<String, CrmRecord>> rows = new HashMap<>();
    int calls;
    boolean down;
    boolean listens = true;

    /** Adds the record, or changes it. */
    void put(String object, SalesforceId id, Instant stamp, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>();
        all.putAll(fields);
        all.put("SystemModstamp", stamp.toString().replace("Z", ".000+0000"));
        rows.computeIfAbsent(object, key -> new TreeMap<>()).put(id.value(), new CrmRecord(object, id, all));
    }

    void delete(String object, SalesforceId id) {
        rows.getOrDefault(object, new TreeMap<>()).remove(id.value());
    }

    @Override
    public List<CrmRecord> query(Soql soql, Purpose purpose) {
        calls++;
        if (down) {
            throw new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "Salesforce does not answer.");
        }
        String text = soql.text();
        Matcher after = AFTER.matcher(text);
        String afterId = after.find() ? after.group(1) : "";
        Matcher since = SINCE.matcher(text);
        Instant from = since.find() ? Instant.parse(since.group(1)) : Instant.MIN;
        return all(text)
                .filter(row -> row.id().value().compareTo(afterId) > 0)
                .filter(row -> !text.contains("Id IN") || text.contains(row.id().value()))
                .filter(row -> !text.contains("IsConverted = false") || !row.isTrue("IsConverted"))
                .filter(row -> !stamp(row).isBefore(from))
                .limit(2_000)
                .toList();
    }

    private Stream<CrmRecord> all(String soql) {
        Matcher object = OBJECT.matcher(soql);
        return object.find() ? rows.getOrDefault(object.group(1), new TreeMap<>()).values().stream() : Stream.of();
    }

    private static Instant stamp(CrmRecord row) {
        return Instant.parse(String.valueOf(row.text("SystemModstamp")).replace(".000+0000", "Z"));
    }

    @Override
    public List<CrmRecord> queryPage(Soql soql, Purpose purpose) {
        return query(soql, purpose);
    }

    @Override
    public boolean listens() {
        return listens;
    }

    @Override
    public String orgId() {
        return "00D000000000001EAA";
    }

    @Override
    public OrgRef ref() {
        return REF;
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
    @SuppressWarnings("NullAway") // does not see the annotation inside the interface's compiled generic type
    public WriteOutcome create(String object, Map<String, @Nullable Object> fields, Purpose purpose) {
        throw new UnsupportedOperationException();
    }
}
