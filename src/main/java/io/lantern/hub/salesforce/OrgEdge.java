package io.lantern.hub.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.WriteOutcome.Refused;
import io.lantern.hub.salesforce.WriteOutcome.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** One org: gathers what may share a call, and repeats what may be repeated. */
final class OrgEdge implements SalesforceOrg, AutoCloseable {
    private static final int ROWS_PER_CALL = 200;
    private static final int CONVERSIONS_PER_CALL = 100;
    /** Addresses of 80 characters each: what a query's URL, of at most 16,384, has room for. */
    private static final int VALUES_PER_CALL = 100;
    /** A workflow reads one list of fields per object: more lists than this would mean that callers make them up. */
    private static final int FIELD_LISTS = 50;

    private final OrgSettings settings;
    private final OrgSession session;
    private final SoapClient soap;
    private final Persistence persistence;
    private final OwnWriteStore ownWrites;
    private final SalesforceSettings.Edge behaviour;
    private final Rows rows;
    private final Conversions conversions;
    private final Map<String, Gatherer<SalesforceId, Optional<CrmRecord>>> readers = new ConcurrentHashMap<>();
    private final Map<String, Gatherer<String, List<CrmRecord>>> finders = new ConcurrentHashMap<>();
    private final Gatherer<Creation, WriteOutcome> creations;
    private final Descriptions descriptions;
    private final Gatherer<Update, WriteOutcome> updates;
    private final Gatherer<Ask, ConversionOutcome> converter;

    private record Update(CrmRecord changes, Purpose purpose) {}

    /** Two that are equal are two records: no key keeps them out of the same call. */
    private record Creation(String object, Map<String, @Nullable Object> fields, Purpose purpose, Object key) {}

    private record Ask(LeadConversion conversion, Purpose purpose) {}

    OrgEdge(
            OrgSettings settings,
            OrgSession session,
            Persistence persistence,
            OwnWriteStore ownWrites,
            SalesforceSettings.Edge behaviour) {
        this.settings = settings;
        this.session = session;
        this.soap = new SoapClient(session, settings.apiVersion(), behaviour.requestTimeout());
        this.persistence = persistence;
        this.ownWrites = ownWrites;
        this.behaviour = behaviour;
        this.rows = new Rows(session, persistence);
        this.conversions = new Conversions(soap, persistence, this::leadState);
        this.descriptions = new Descriptions(object -> persistence.repeat(
                () -> session.rest("GET", "/sobjects/" + object + "/describe", null, null, Purpose.DESCRIBE)));
        this.creations = new Gatherer<>(
                settings.name() + "-create", ROWS_PER_CALL, behaviour.gatherFor(), Creation::key, this::createAll);
        this.updates = new Gatherer<>(
                settings.name() + "-update",
                ROWS_PER_CALL,
                behaviour.gatherFor(),
                update -> update.changes().id(),
                this::updateAll);
        this.converter = new Gatherer<>(
                settings.name() + "-convert",
                CONVERSIONS_PER_CALL,
                behaviour.gatherFor(),
                ask -> ask.conversion().leadId(),
                this::convertAll);
    }

    @Override
    public boolean listens() {
        return settings.listen();
    }

    @Override
    public OrgRef ref() {
        return settings.ref();
    }

    @Override
    public List<String> usualFields(String object) {
        return behaviour.fieldsOf(object);
    }

    @Override
    public String orgId() {
        return told(session::orgId);
    }

    @Override
    public List<CrmRecord> query(Soql soql, Purpose purpose) {
        return told(() -> {
            List<CrmRecord> all = new ArrayList<>();
            JsonNode page = persistence.repeat(() -> session.rest("GET", "/query", soql.text(), null, purpose));
            append(all, page);
            while (!page.path("done").asBoolean(true)) {
                String next = page.path("nextRecordsUrl").asText();
                page = persistence.repeat(() -> session.rest("GET", next, null, null, purpose));
                append(all, page);
            }
            return all;
        });
    }

    @Override
    public Map<String, Long> counts(String field, Soql soql, Purpose purpose) {
        return told(() -> {
            Map<String, Long> counts = new HashMap<>();
            JsonNode page = persistence.repeat(() -> session.rest("GET", "/query", soql.text(), null, purpose));
            for (JsonNode row : page.path("records")) {
                if (row.hasNonNull(field)) {
                    counts.put(row.path(field).asText(), row.path("n").asLong());
                }
            }
            return counts;
        });
    }

    @Override
    public List<CrmRecord> queryPage(Soql soql, Purpose purpose) {
        return told(() -> {
            List<CrmRecord> rows = new ArrayList<>();
            append(rows, persistence.repeat(() -> session.rest("GET", "/query", soql.text(), null, purpose)));
            return rows;
        });
    }

    @Override
    public @Nullable CrmRecord read(String object, SalesforceId id, Collection<String> fields, Purpose purpose) {
        TreeSet<String> names = new TreeSet<>(fields);
        names.remove("Id");
        String select = "SELECT Id" + (names.isEmpty() ? "" : ", " + String.join(", ", names)) + " FROM " + object
                + " WHERE Id IN ?";
        return told(() -> reader(select, purpose).ask(id).orElse(null));
    }

    @Override
    public WriteOutcome update(CrmRecord changes, Purpose purpose) {
        return told(() -> Rows.settled(updates.ask(new Update(changes, purpose))));
    }

    @Override
    public WriteOutcome create(String object, Map<String, @Nullable Object> fields, Purpose purpose) {
        return told(() -> Rows.settled(creations.ask(new Creation(object, fields, purpose, new Object()))));
    }

    @Override
    public List<CrmRecord> findBy(
            String object, String field, String value, Collection<String> fields, Purpose purpose) {
        TreeSet<String> names = new TreeSet<>(fields);
        names.add(field);
        names.add("CreatedDate");
        names.remove("Id");
        String select = "SELECT Id, %s FROM %s WHERE %s IN ? ORDER BY CreatedDate, Id"
                .formatted(String.join(", ", names), object, field);
        return told(() -> finder(select, field, purpose).ask(value));
    }

    @Override
    public ObjectFields describe(String object) {
        return told(() -> descriptions.of(object));
    }

    @Override
    public ConversionOutcome convert(LeadConversion conversion, Purpose purpose) {
        return told(() -> Conversions.settled(converter.ask(new Ask(withStatus(conversion), purpose))));
    }

    @Override
    public WriteOutcome merge(CrmRecord winner, List<SalesforceId> losers, Purpose purpose) {
        ownWrites.noteUpdates(ref(), List.of(winner));
        return this.<WriteOutcome>told(() -> {
            Element result = persistence
                    .once(() -> soap.call(token -> SoapMessages.merge(token, winner, losers), purpose))
                    .get(0);
            if ("true".equals(SoapClient.text(result, "success"))) {
                return new Written(winner.id());
            }
            return Conversions.refusal(result);
        });
    }

    @Override
    public void close() {
        readers.values().forEach(Gatherer::close);
        finders.values().forEach(Gatherer::close);
        creations.close();
        updates.close();
        converter.close();
    }

    private Gatherer<SalesforceId, Optional<CrmRecord>> reader(String select, Purpose purpose) {
        if (readers.size() > FIELD_LISTS) {
            throw new IllegalStateException("More than " + FIELD_LISTS + " different field lists are read one by one");
        }
        return readers.computeIfAbsent(
                select,
                key -> new Gatherer<>(
                        settings.name() + "-read",
                        ROWS_PER_CALL,
                        behaviour.gatherFor(),
                        id -> id,
                        ids -> readAll(key, ids, purpose)));
    }

    private Gatherer<String, List<CrmRecord>> finder(String select, String field, Purpose purpose) {
        if (finders.size() > FIELD_LISTS) {
            throw new IllegalStateException("More than " + FIELD_LISTS + " different searches are made one by one");
        }
        return finders.computeIfAbsent(
                select,
                key -> new Gatherer<>(
                        settings.name() + "-find",
                        VALUES_PER_CALL,
                        behaviour.gatherFor(),
                        value -> value,
                        values -> findAll(key, field, values, purpose)));
    }

    private List<List<CrmRecord>> findAll(String select, String field, List<String> values, Purpose purpose) {
        Map<String, List<CrmRecord>> found = new HashMap<>();
        for (CrmRecord record : query(Soql.of(select, values), purpose)) {
            String value = record.text(field);
            if (value != null) {
                found.computeIfAbsent(value.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                        .add(record);
            }
        }
        return values.stream()
                .map(value -> found.getOrDefault(value.toLowerCase(Locale.ROOT), List.of()))
                .toList();
    }

    private List<Optional<CrmRecord>> readAll(String select, List<SalesforceId> ids, Purpose purpose) {
        Map<SalesforceId, CrmRecord> found = new HashMap<>();
        query(Soql.of(select, ids), purpose).forEach(record -> found.put(record.id(), record));
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    private List<WriteOutcome> updateAll(List<Update> batch) {
        List<CrmRecord> changes = batch.stream().map(Update::changes).toList();
        ownWrites.noteUpdates(ref(), changes);
        return rows.update(changes, batch.get(0).purpose());
    }

    private List<WriteOutcome> createAll(List<Creation> batch) {
        return rows.create(
                batch.stream()
                        .map(creation -> new Rows.NewRow(creation.object(), creation.fields()))
                        .toList(),
                batch.get(0).purpose());
    }

    private List<ConversionOutcome> convertAll(List<Ask> batch) {
        List<LeadConversion> asked = batch.stream().map(Ask::conversion).toList();
        ownWrites.noteConversions(
                ref(), asked.stream().map(LeadConversion::leadId).toList());
        return conversions.convert(asked, batch.get(0).purpose());
    }

    /** The org's own name for a converted lead, asked for once. */
    private LeadConversion withStatus(LeadConversion conversion) {
        return conversion.convertedStatus() != null
                ? conversion
                : conversion.withStatus(conversions.firstConvertedStatus(() -> query(
                                Soql.of("SELECT Id, MasterLabel FROM LeadStatus WHERE IsConverted = true"
                                        + " ORDER BY SortOrder LIMIT 1"),
                                Purpose.CONVERT)
                        .stream()
                        .map(status -> status.text("MasterLabel"))
                        .findFirst()
                        .orElse(null)));
    }

    private List<CrmRecord> leadState(List<SalesforceId> leads) {
        return query(
                Soql.of(
                        "SELECT Id, IsConverted, ConvertedAccountId, ConvertedContactId, ConvertedOpportunityId"
                                + " FROM Lead WHERE Id IN ?",
                        leads),
                Purpose.CONVERT);
    }

    private <T extends @Nullable Object> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiFault e) {
            throw e.problem(settings.name());
        }
    }

    private static void append(List<CrmRecord> records, JsonNode page) {
        page.path("records").forEach(row -> records.add(Rows.record(row)));
    }

    /** A refusal in Salesforce's words. */
    static Refused refused(JsonNode error) {
        List<String> fields = new ArrayList<>();
        error.path("fields").forEach(field -> fields.add(field.asText()));
        String code = error.path("statusCode").asText(error.path("errorCode").asText());
        return new Refused(code, error.path("message").asText(), fields);
    }
}
