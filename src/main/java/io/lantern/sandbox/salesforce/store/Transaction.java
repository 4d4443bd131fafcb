package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes the tables in place and keeps a journal, so that all of it, or its last part, can be undone. */
final class Transaction implements OrgTransaction {
    private static final String SEED = "seed";
    private static final Set<String> SYSTEM = Set.of("SystemModstamp", "LastModifiedDate", "LastModifiedById");

    private final Tables tables;
    private final Actor actor;
    private final String stamp;
    private final Function<String, NavigableMap<Long, byte[]>> logs;
    private final Intake intake;
    private final Computed computed;
    private final boolean trusted;
    private final List<Touch> journal = new ArrayList<>();

    Transaction(Tables tables, Actor actor, Instant stamp, Function<String, NavigableMap<Long, byte[]>> logs) {
        this.tables = tables;
        this.actor = actor;
        this.stamp = Stamps.write(stamp);
        this.logs = logs;
        this.trusted = actor.api().equals(SEED);
        this.intake = new Intake(tables, trusted);
        this.computed = new Computed(tables);
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public String create(String typeName, Map<String, ? extends @Nullable Object> values) {
        Table table = table(typeName);
        SObjectType type = table.type();
        if (!type.createable() && !trusted) {
            throw Refusals.notAllowed(type, "created");
        }
        Map<String, @Nullable Object> given = intake.accept(type, values, true);
        Map<String, @Nullable Object> all = new HashMap<>(given);
        defaults(type, all);
        intake.check(type, null, given, all);
        for (String audit : List.of("CreatedDate", "LastModifiedDate", "SystemModstamp")) {
            all.putIfAbsent(audit, stamp);
        }
        all.putIfAbsent("CreatedById", actor.userId());
        all.putIfAbsent("LastModifiedById", actor.userId());
        computed.fill(type.name(), null, all, stamp);
        String id = table.nextId();
        put(table, RowCodec.row(type, id, all));
        if (type.name().equals("Campaign")) {
            memberStatuses(id);
        }
        return id;
    }

    @Override
    public void update(String typeName, String id, Map<String, ? extends @Nullable Object> values) {
        Table table = table(typeName);
        SObjectType type = table.type();
        if (!type.updateable() && !trusted) {
            throw Refusals.notAllowed(type, "updated");
        }
        Row before = live(typeName, id);
        if (Boolean.TRUE.equals(before.values().get("IsConverted"))
                && type.name().equals("Lead")) {
            throw Refusals.convertedLead();
        }
        Map<String, @Nullable Object> given = intake.accept(type, values, false);
        Map<String, @Nullable Object> all = new HashMap<>(before.values());
        all.putAll(given);
        intake.check(type, before, given, all);
        store(table, before, all, given.keySet());
    }

    @Override
    public void force(String typeName, String id, Map<String, ? extends @Nullable Object> values) {
        Table table = table(typeName);
        Row before = tables.find(typeName, id);
        if (before == null) {
            throw Refusals.notFound();
        }
        Map<String, @Nullable Object> given = new HashMap<>();
        values.forEach((name, value) -> {
            SObjectField field = table.type().field(name);
            if (field == null) {
                throw Refusals.noSuchField(table.type(), name);
            }
            given.put(field.name(), FieldValues.accept(field, value));
        });
        Map<String, @Nullable Object> all = new HashMap<>(before.values());
        all.putAll(given);
        store(table, before, all, given.keySet());
    }

    @Override
    public void delete(String typeName, String id) {
        Table table = table(typeName);
        if (!table.type().deletable()) {
            throw Refusals.notAllowed(table.type(), "deleted");
        }
        Row row = live(typeName, id);
        for (SObjectType child : tables.schema().types()) {
            for (SObjectField field : child.fields()) {
                if (field.referenceTo().contains(table.type().name())) {
                    release(child, field, row.id());
                }
            }
        }
        force(row.type(), row.id(), Map.of("IsDeleted", true));
    }

    @Override
    public void undelete(String typeName, String id) {
        Table table = table(typeName);
        Row row = tables.find(typeName, id);
        if (row == null) {
            throw Refusals.notFound();
        }
        if (!row.isDeleted()) {
            throw Refusals.notDeleted();
        }
        force(row.type(), row.id(), Map.of("IsDeleted", false));
        for (SObjectType child : tables.schema().types()) {
            for (SObjectField field : child.fields()) {
                if (field.cascadeDelete()
                        && field.referenceTo().contains(table.type().name())) {
                    tables.rows(child.name(), field.name(), row.id())
                            .filter(c ->
                                    c.isDeleted() && Objects.equals(c.get("SystemModstamp"), row.get("SystemModstamp")))
                            .forEach(c -> undelete(c.type(), c.id()));
                }
            }
        }
    }

    @Override
    public <T extends @Nullable Object> T attempt(Supplier<T> part) {
        int mark = journal.size();
        boolean done = false;
        try {
            T result = part.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                undoTo(mark);
            }
        }
    }

    @Override
    public @Nullable Row find(String type, String id) {
        return tables.find(type, id);
    }

    @Override
    public Stream<Row> rows(String type) {
        return tables.rows(type);
    }

    @Override
    public Stream<Row> rows(String type, String field, Object value) {
        return tables.rows(type, field, value);
    }

    @Override
    public Schema schema() {
        return tables.schema();
    }

    @Override
    public Clock clock() {
        return tables.clock();
    }

    @Override
    public NavigableMap<Long, byte[]> log(String name) {
        return logs.apply(name);
    }

    /** Puts everything back as it was before. */
    void undo() {
        undoTo(0);
    }

    /** Every row touched, as it is now. */
    List<Row> touched() {
        return firsts().keySet().stream().map(this::now).toList();
    }

    List<RowChange> changes() {
        List<RowChange> changes = new ArrayList<>();
        String key = UUID.randomUUID().toString();
        Instant at = tables.clock().instant();
        firsts().forEach((id, first) -> {
            Row after = now(id);
            RowChange.Kind kind = kind(first.before(), after);
            if (kind != null) {
                Set<String> changed = changed(first.table().type(), first.before(), after);
                changes.add(new RowChange(kind, first.before(), after, changed, actor, key, changes.size() + 1, at));
            }
        });
        return changes;
    }

    private Map<String, Touch> firsts() {
        Map<String, Touch> firsts = new LinkedHashMap<>();
        journal.forEach(t -> firsts.putIfAbsent(t.id(), t));
        return firsts;
    }

    private Row now(String id) {
        Table table = Objects.requireNonNull(tables.tableOfId(id));
        return Objects.requireNonNull(table.find(id));
    }

    private static RowChange.@Nullable Kind kind(@Nullable Row before, Row after) {
        if (before == null) {
            return after.isDeleted() ? null : RowChange.Kind.CREATE;
        }
        if (before.isDeleted() == after.isDeleted()) {
            return RowChange.Kind.UPDATE;
        }
        return after.isDeleted() ? RowChange.Kind.DELETE : RowChange.Kind.UNDELETE;
    }

    private static Set<String> changed(SObjectType type, @Nullable Row before, Row after) {
        Set<String> changed = new LinkedHashSet<>();
        for (SObjectField field : type.fields()) {
            String name = field.name();
            Object old = before == null ? null : before.get(name);
            if (!field.isCompound()
                    && !field.type().equals("id")
                    && !SYSTEM.contains(name)
                    && !Objects.equals(old, after.get(name))) {
                changed.add(name);
            }
        }
        return changed;
    }

    private Table table(String typeName) {
        Table table = tables.table(typeName);
        if (table == null) {
            throw Refusals.notFound();
        }
        return table;
    }

    private Row live(String typeName, String id) {
        Row row = tables.find(typeName, id);
        if (row == null) {
            throw Refusals.notFound();
        }
        if (row.isDeleted()) {
            throw Refusals.isDeleted();
        }
        return row;
    }

    private void defaults(SObjectType type, Map<String, @Nullable Object> all) {
        for (SObjectField field : type.fields()) {
            boolean open = !all.containsKey(field.name()) || (all.get(field.name()) == null && !field.nillable());
            if (open && field.defaultValue() != null) {
                all.put(field.name(), FieldValues.accept(field, field.defaultValue()));
            }
        }
        if (type.field("OwnerId") != null && all.get("OwnerId") == null) {
            all.put("OwnerId", actor.userId());
        }
        if (type.name().equals("CampaignMember") && all.get("CampaignId") instanceof String campaign) {
            Object chosen = all.get("Status");
            List<Row> statuses = tables.rows("CampaignMemberStatus", "CampaignId", campaign)
                    .filter(s -> !s.isDeleted())
                    .toList();
            if (statuses.stream().noneMatch(s -> Objects.equals(s.get("Label"), chosen))) {
                statuses.stream()
                        .filter(s -> Boolean.TRUE.equals(s.get("IsDefault")))
                        .findFirst()
                        .ifPresent(s -> all.put("Status", s.get("Label")));
            }
        }
    }

    /** A campaign starts with these two, as in a real org. */
    private void memberStatuses(String campaign) {
        create(
                "CampaignMemberStatus",
                Map.<String, Object>of("CampaignId", campaign, "Label", "Sent", "SortOrder", 1, "IsDefault", true));
        create(
                "CampaignMemberStatus",
                Map.<String, Object>of(
                        "CampaignId", campaign, "Label", "Responded", "SortOrder", 2, "HasResponded", true));
    }

    /** Lets go of the children of a record that is about to be deleted. */
    private void release(SObjectType child, SObjectField field, String parent) {
        List<Row> children = tables.rows(child.name(), field.name(), parent)
                .filter(c -> !c.isDeleted())
                .toList();
        for (Row row : children) {
            if (field.name().equals("OwnerId")) {
                throw new OrgFault(
                        "DELETE_FAILED", 400, "The record owns other records and cannot be deleted", List.of());
            }
            // A cascade may have come by another way already.
            Row current = tables.find(row.type(), row.id());
            if (current == null || current.isDeleted()) {
                continue;
            }
            if (field.cascadeDelete()) {
                delete(row.type(), row.id());
            } else if (field.updateable()) {
                Map<String, @Nullable Object> blank = new HashMap<>();
                blank.put(field.name(), null);
                force(row.type(), row.id(), blank);
            }
        }
    }

    private void store(Table table, Row before, Map<String, @Nullable Object> all, Set<String> given) {
        computed.fill(table.type().name(), before, all, stamp);
        putUnless(given, all, "LastModifiedDate", stamp);
        putUnless(given, all, "LastModifiedById", actor.userId());
        putUnless(given, all, "SystemModstamp", stamp);
        put(table, RowCodec.row(table.type(), before.id(), all));
    }

    private static void putUnless(Set<String> given, Map<String, @Nullable Object> all, String field, String value) {
        if (!given.contains(field)) {
            all.put(field, value);
        }
    }

    private void put(Table table, Row row) {
        journal.add(new Touch(table, row.id(), table.find(row.id())));
        table.put(row);
    }

    private void undoTo(int mark) {
        for (int i = journal.size() - 1; i >= mark; i--) {
            Touch touch = journal.remove(i);
            if (touch.before() == null) {
                touch.table().remove(touch.id());
            } else {
                touch.table().put(touch.before());
            }
        }
    }

    private record Touch(Table table, String id, @Nullable Row before) {}
}
