package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which topics the org has. */
final class Topics {
    /** Objects whose changes are published. */
    static final Set<String> WATCHED = Set.of("Lead", "Contact", "Account", "Opportunity");

    static final String ALL_CHANGES = "/data/ChangeEvents";

    private final Schema schema;
    private final EventSchemas schemas;
    private final Faults faults;

    Topics(Schema schema, EventSchemas schemas, Faults faults) {
        this.schema = schema;
        this.schemas = schemas;
        this.faults = faults;
    }

    boolean exists(String topic) {
        return topic.equals(ALL_CHANGES) || eventType(topic) != null || changeType(topic) != null;
    }

    /** @return the platform event of {@code /event/X__e}, or null */
    @Nullable
    SObjectType eventType(String topic) {
        SObjectType type = topic.startsWith("/event/") ? schema.type(topic.substring("/event/".length())) : null;
        return type != null && type.isEvent() ? type : null;
    }

    /** @return the object of {@code /data/XChangeEvent}, or null */
    @Nullable
    SObjectType changeType(String topic) {
        if (!topic.startsWith("/data/") || !topic.endsWith("ChangeEvent")) {
            return null;
        }
        String name = topic.substring("/data/".length(), topic.length() - "ChangeEvent".length());
        return WATCHED.contains(name) ? schema.type(name) : null;
    }

    /** @return id of the schema that events of a type have now; the fault {@code new-schema} gives them another */
    String schemaId(SObjectType type) {
        int revision = faults.get("new-schema") == null ? 0 : 1;
        return type.isEvent() ? schemas.platformEvent(type, revision) : schemas.changeEvent(type, revision);
    }

    /** @return id of a topic's schema; null when the topic carries events of several */
    @Nullable
    String topicSchemaId(String topic) {
        SObjectType event = eventType(topic);
        SObjectType type = event == null ? changeType(topic) : event;
        return type == null ? null : schemaId(type);
    }
}
