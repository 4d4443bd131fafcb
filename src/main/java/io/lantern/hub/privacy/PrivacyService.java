package io.lantern.hub.privacy;

import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.PersonalData;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of privacy; bean {@code privacyService}. */
@Service
public class PrivacyService {
    /** The log's column for ids is as long as Salesforce's. */
    private static final int LOGGED_ID = 18;

    private final SuppressionStore suppressions;
    private final List<PersonalData> rooms;
    private final AuditLog log;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PrivacyService(
            SuppressionStore suppressions,
            List<PersonalData> rooms,
            AuditLog log,
            TransactionTemplate transaction,
            Clock clock) {
        this.suppressions = suppressions;
        this.rooms = rooms;
        this.log = log;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * To be asked before a provider is.
     *
     * @param email null or anything that is no address: nobody is hidden by it
     */
    public boolean isSuppressed(TenantId tenant, @Nullable String email) {
        List<Subject> hiding = Subject.hiding(email);
        return !hiding.isEmpty() && suppressions.hasAny(tenant, hiding);
    }

    /** Operation {@code privacy.suppress}. @param email an address, or a domain for everybody in it */
    public Suppression suppress(String email, Caller caller) {
        Subject subject = Subject.parse("email", email);
        suppressions.add(caller.tenant(), subject, caller.keyId(), now());
        return suppression(email, caller);
    }

    /** Operation {@code privacy.suppression}. @throws ProblemException {@code not_found} when it is not suppressed */
    public Suppression suppression(String email, Caller caller) {
        Subject subject = Subject.parse("email", email);
        return suppressions
                .find(caller.tenant(), subject)
                .map(since -> new Suppression(
                        true, caller.requestId(), subject.text(), subject.kind().wireName(), since))
                .orElseThrow(PrivacyService::notSuppressed);
    }

    /** Operation {@code privacy.unsuppress}. @throws ProblemException {@code not_found} when it was not suppressed */
    public void unsuppress(String email, Caller caller) {
        if (!suppressions.remove(caller.tenant(), Subject.parse("email", email))) {
            throw notSuppressed();
        }
    }

    /**
     * Operation {@code privacy.erase}: every room forgets the person, in one transaction; what remains is an entry in
     * the log that only somebody who knows the address can tie to it.
     */
    public Erasure erase(ErasureRequest request, Caller caller) {
        String email = Subject.email("email", request.email());
        PersonalData.Person person = person(caller.tenant(), email);
        Map<String, Integer> erased = new TreeMap<>();
        transaction.executeWithoutResult(status -> {
            rooms.forEach(room -> erased.merge(room.kind(), room.erase(person), Integer::sum));
            log.append(AuditEntry.of(
                    caller.tenant(),
                    "delete",
                    "Person",
                    proof(email),
                    "Erased on request: "
                            + erased.entrySet().stream()
                                    .map(kind -> kind.getValue() + " " + kind.getKey())
                                    .collect(Collectors.joining(", ")),
                    caller.requestId(),
                    caller.effectKey(),
                    Map.of()));
        });
        return new Erasure(true, caller.requestId(), erased, proof(email), now());
    }

    /** Operation {@code privacy.export}. */
    public PersonExport export(String address, Caller caller) {
        String email = Subject.email("email", address);
        PersonalData.Person person = person(caller.tenant(), email);
        List<PersonExport.Part> parts = new ArrayList<>();
        for (PersonalData room : rooms) {
            List<Map<String, @Nullable Object>> rows = room.export(person);
            if (!rows.isEmpty()) {
                parts.add(new PersonExport.Part(room.kind(), rows));
            }
        }
        return new PersonExport(
                true, caller.requestId(), email, isSuppressed(caller.tenant(), email), person.recordIds(), parts);
    }

    private PersonalData.Person person(TenantId tenant, String email) {
        List<String> ids = rooms.stream()
                .flatMap(room -> room.recordIds(tenant, email).stream())
                .distinct()
                .sorted()
                .toList();
        return new PersonalData.Person(tenant, email, ids);
    }

    private String proof(String email) {
        return suppressions.hash(new Subject(Subject.Kind.EMAIL, email)).substring(0, LOGGED_ID);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException notSuppressed() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "This address or domain is not on the suppression list. PUT adds it.");
    }
}
