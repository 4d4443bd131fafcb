package io.lantern.hub.trigger;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.EventSubscriptions;
import io.lantern.hub.salesforce.OwnWrites;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.SilentOrg;
import io.lantern.hub.salesforce.Soql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An org that is a list of rows, with a stream that nothing comes through by itself. Answers what this room asks. */
final class ListedOrg extends SilentOrg implements SalesforceOrgs, EventSubscriptions, OwnWrites {
    static final OrgRef REF = new OrgRef(new TenantId(1), "listed");

    private static final Pattern KEYSET = Pattern.compile(
            "FROM (\\w+) WHERE SystemModstamp > (\\S+) OR \\(SystemModstamp = \\S+ AND Id > '(\\w+)'\\).* LIMIT (\\d+)");

    private final Map<String, Row> rows = new ConcurrentSkipListMap<>();
    private final List<ReplayFrom> openings = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private volatile boolean down;
    private volatile @Nullable String ownFingerprint;

    private record Row(String object, SalesforceId id, Instant created, Instant modstamp) {}

    void clear() {
        rows.clear();
        openings.clear();
        queries.clear();
        down = false;
        ownFingerprint = null;
    }

    void put(String object, SalesforceId id, Instant created, Instant modstamp) {
        rows.put(id.value(), new Row(object, id, created, modstamp));
    }

    void goDown(boolean gone) {
        down = gone;
    }

    void ownFingerprint(String fingerprint) {
        ownFingerprint = fingerprint;
    }

    List<ReplayFrom> openings() {
        return openings;
    }

    List<String> queries() {
        return queries;
    }

    @Override
    public OrgRef ref() {
        return REF;
    }

    @Override
    public String orgId() {
        return "00DLA0000000001EAA";
    }

    @Override
    public List<CrmRecord> query(Soql soql, Purpose purpose) {
        return rows.values().stream()
                .filter(row -> soql.text().contains(row.id().value()))
                .map(ListedOrg::record)
                .toList();
    }

    @Override
    public List<CrmRecord> queryPage(Soql soql, Purpose purpose) {
        queries.add(soql.text());
        if (down) {
            throw new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "The org answers 503");
        }
        Matcher asked = KEYSET.matcher(soql.text());
        if (!asked.find()) {
            throw new IllegalArgumentException(soql.text());
        }
        Instant stamp = Instant.parse(asked.group(2));
        Comparator<Row> keyset = Comparator.comparing(Row::modstamp)
                .thenComparing(row -> row.id().value());
        List<CrmRecord> page = new ArrayList<>();
        rows.values().stream()
                .filter(row -> row.object().equals(asked.group(1)))
                .filter(row -> row.modstamp().isAfter(stamp)
                        || row.modstamp().equals(stamp) && row.id().value().compareTo(asked.group(3)) > 0)
                .sorted(keyset)
                .limit(Long.parseLong(asked.group(4)))
                .forEach(row -> page.add(record(row)));
        return page;
    }

    private static CrmRecord record(Row row) {
        return new CrmRecord(
                row.object(),
                row.id(),
                Map.of("SystemModstamp", text(row.modstamp()), "CreatedDate", text(row.created())));
    }

    /** As REST writes it. */
    private static String text(Instant instant) {
        return instant.toString().replace("Z", ".000+0000");
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
    public void open(OrgRef org, ReplayFrom from) {
        openings.add(from);
    }

    @Override
    public Status status(OrgRef org) {
        return new Status("connected", null, null);
    }

    @Override
    public boolean isOwn(
            OrgRef org, SalesforceId id, Set<String> changed, Set<String> fingerprinted, String fingerprint) {
        return Objects.equals(ownFingerprint, fingerprint);
    }
}
