package io.lantern.sandbox.salesforce.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Avro schemas of topics, made from the object definitions. A schema's id is the digest of its text, so a changed
 * definition has a new id; both stay known.
 */
final class EventSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Set by Salesforce itself, with every event or change. */
    private static final Set<String> NOT_IN_CHANGES = Set.of("Id", "IsDeleted", "SystemModstamp");

    private final Map<String, Schema> byId = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    /** @return the schema of a platform event; {@code revision} 0 is the first */
    String platformEvent(SObjectType type, int revision) {
        ObjectNode schema = record(type.name(), revision);
        ArrayNode fields = schema.putArray("fields");
        fields.addObject().put("name", "CreatedDate").put("type", "long").put("doc", "CreatedDate:DateTime");
        fields.addObject().put("name", "CreatedById").put("type", "string").put("doc", "CreatedBy:EntityId");
        type.fields().stream().filter(field -> field.name().endsWith("__c")).forEach(field -> nullable(fields, field));
        return register(schema);
    }

    /** @return the schema of an object's change events */
    String changeEvent(SObjectType type, int revision) {
        ObjectNode schema = record(type.name() + "ChangeEvent", revision);
        ArrayNode fields = schema.putArray("fields");
        fields.addObject().put("name", "ChangeEventHeader").set("type", header());
        changeFields(type).forEach(field -> nullable(fields, field));
        return register(schema);
    }

    /** @return the fields of an object that its change events carry, in schema order */
    static List<SObjectField> changeFields(SObjectType type) {
        return type.fields().stream()
                .filter(field ->
                        !NOT_IN_CHANGES.contains(field.name()) && !field.type().equals("address"))
                .toList();
    }

    @Nullable
    Schema schema(String id) {
        return byId.get(id);
    }

    @Nullable
    String text(String id) {
        return texts.get(id);
    }

    private static ObjectNode record(String name, int revision) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("name", name).put("namespace", "com.sforce.eventbus").put("type", "record");
        if (revision > 0) {
            schema.put("doc", "revision " + revision);
        }
        return schema;
    }

    private static void nullable(ArrayNode fields, SObjectField field) {
        ObjectNode node = fields.addObject().put("name", field.name());
        node.putArray("type").add("null").add(avroType(field));
        node.putNull("default");
    }

    private static String avroType(SObjectField field) {
        return switch (field.type()) {
            case "boolean" -> "boolean";
            case "int" -> "int";
            case "double", "currency", "percent" -> "double";
            case "date", "datetime" -> "long";
            default -> "string";
        };
    }

    private static ObjectNode header() {
        ObjectNode header = JSON.createObjectNode().put("type", "record").put("name", "ChangeEventHeader");
        ArrayNode fields = header.putArray("fields");
        fields.addObject().put("name", "entityName").put("type", "string");
        strings(fields, "recordIds");
        ObjectNode kind = JSON.createObjectNode().put("type", "enum").put("name", "ChangeType");
        kind.putArray("symbols")
                .add("CREATE")
                .add("UPDATE")
                .add("DELETE")
                .add("UNDELETE")
                .add("GAP_CREATE")
                .add("GAP_UPDATE")
                .add("GAP_DELETE")
                .add("GAP_UNDELETE")
                .add("GAP_OVERFLOW")
                .add("SNAPSHOT");
        fields.addObject().put("name", "changeType").set("type", kind);
        fields.addObject().put("name", "changeOrigin").put("type", "string");
        fields.addObject().put("name", "transactionKey").put("type", "string");
        fields.addObject().put("name", "sequenceNumber").put("type", "int");
        fields.addObject().put("name", "commitTimestamp").put("type", "long");
        fields.addObject().put("name", "commitNumber").put("type", "long");
        fields.addObject().put("name", "commitUser").put("type", "string");
        strings(fields, "nulledFields");
        strings(fields, "diffFields");
        strings(fields, "changedFields");
        return header;
    }

    private static void strings(ArrayNode fields, String name) {
        fields.addObject()
                .put("name", name)
                .set("type", JSON.createObjectNode().put("type", "array").put("items", "string"));
    }

    private String register(ObjectNode schema) {
        String plain = schema.toString();
        String id = digest(plain);
        byId.computeIfAbsent(id, none -> new Schema.Parser().parse(plain));
        texts.computeIfAbsent(id, none -> schema.deepCopy().put("uuid", id).toString());
        return id;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .substring(0, 22);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
