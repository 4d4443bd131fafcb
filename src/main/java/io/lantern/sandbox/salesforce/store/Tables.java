package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.RecordIds;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every table of the org, in memory. Whoever reads or writes holds the store's lock. */
final class Tables implements Records {
    private final Schema schema;
    private final Clock clock;
    private final Map<String, Table> byType;

    Tables(Schema schema, Clock clock) {
        this.schema = schema;
        this.clock = clock;
        this.byType = schema.types().stream()
                .filter(t -> !t.isEvent())
                .collect(Collectors.toUnmodifiableMap(t -> t.name().toLowerCase(Locale.ROOT), Table::new));
    }

    @Nullable
    Table table(String type) {
        return byType.get(type.toLowerCase(Locale.ROOT));
    }

    @Nullable
    Table tableOfId(String id) {
        SObjectType type = schema.typeOfId(id);
        return type == null ? null : table(type.name());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public @Nullable Row find(String type, String id) {
        Table table = table(type);
        String normalized = table == null ? null : RecordIds.normalize(id);
        return table == null || normalized == null ? null : table.find(normalized);
    }

    @Override
    public Stream<Row> rows(String type) {
        return stream(type, Table::rows);
    }

    @Override
    public Stream<Row> rows(String type, String field, Object value) {
        return stream(type, t -> t.rows(field, value));
    }

    private Stream<Row> stream(String type, Function<Table, List<Row>> rows) {
        Table table = table(type);
        return table == null ? Stream.empty() : rows.apply(table).stream();
    }
}
