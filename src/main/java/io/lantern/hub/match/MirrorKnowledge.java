package io.lantern.hub.match;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.KnownRecords;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.match.mirror.CandidateIndex;
import io.lantern.hub.match.mirror.CrmMirror;
import io.lantern.hub.match.mirror.CrmObject;
import io.lantern.hub.match.mirror.Profile;
import io.lantern.hub.match.mirror.ProfileReader;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the copies of the tenant's orgs know, found by the default rules of matching. */
@Component
class MirrorKnowledge implements KnownRecords {
    private static final List<CrmObject> PEOPLE = List.of(CrmObject.CONTACT, CrmObject.LEAD);

    /** A record that is asked for by its own id is that record; what it says may still be old. */
    private static final double BY_ID = 0.99;

    private static final Comparator<Known> SUREST_FIRST = Comparator.comparingDouble(Known::confidence)
            .reversed()
            .thenComparing(known -> known.record().id().value());

    private final CrmMirror mirror;
    private final ProfileReader reader;
    private final SalesforceOrgs orgs;
    private final MatchSettings settings;

    MirrorKnowledge(CrmMirror mirror, ProfileReader reader, SalesforceOrgs orgs, MatchSettings settings) {
        this.mirror = mirror;
        this.reader = reader;
        this.orgs = orgs;
        this.settings = settings;
    }

    @Override
    public List<Known> people(TenantId tenant, Map<String, String> clues) {
        List<Known> known = new ArrayList<>();
        for (OrgRef org : orgs(tenant)) {
            for (CrmObject object : PEOPLE) {
                find(org, object, clues).ifPresent(known::add);
            }
        }
        known.sort(SUREST_FIRST);
        return known;
    }

    @Override
    public Optional<Known> company(TenantId tenant, Map<String, String> clues) {
        return orgs(tenant).stream()
                .flatMap(org -> find(org, CrmObject.ACCOUNT, clues).stream())
                .min(SUREST_FIRST);
    }

    @Override
    public List<CrmRecord> mailboxesAt(TenantId tenant, String domain) {
        List<CrmRecord> people = new ArrayList<>();
        for (OrgRef org : orgs(tenant)) {
            for (CrmObject object : PEOPLE) {
                mirror.index(org, object).mailboxesAt(domain).stream()
                        .filter(person ->
                                person.email() != null && !person.email().isShared())
                        .map(person -> record(object, person))
                        .forEach(people::add);
            }
        }
        return people;
    }

    private Optional<Known> find(OrgRef org, CrmObject object, Map<String, String> clues) {
        CandidateIndex index = mirror.index(org, object);
        Profile asked = reader.candidate(object, "", clues);
        Optional<Profile> self = SalesforceId.parse(clues.getOrDefault("record_id", ""))
                .flatMap(id -> index.get(id.value()))
                .filter(record -> isNotSomebodyElse(record, asked));
        if (self.isPresent()) {
            return self.map(record -> new Known(record(object, record), BY_ID));
        }
        List<Scored> scored = Rules.defaults(object, settings.threshold()).score(asked, index);
        Match only =
                Selection.of("", object, scored, settings.threshold(), 1, false).only();
        return only == null
                ? Optional.empty()
                : index.get(only.id()).map(record -> new Known(record(object, record), only.confidence()));
    }

    /** An id can be of a record whose person has changed since the caller read it. */
    private static boolean isNotSomebodyElse(Profile record, Profile asked) {
        return record.person() == null
                || asked.person() == null
                || record.person().family().equals(asked.person().family());
    }

    private static CrmRecord record(CrmObject object, Profile profile) {
        return new CrmRecord(object.apiName(), SalesforceId.of(profile.id()), Map.copyOf(profile.fields()));
    }

    private List<OrgRef> orgs(TenantId tenant) {
        return orgs.all().stream()
                .map(SalesforceOrg::ref)
                .filter(org -> org.tenant().equals(tenant))
                .toList();
    }
}
