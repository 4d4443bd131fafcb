package io.lantern.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * Wrong values for every field and parameter of the contract, made from its schemas: a request that is right in all
 * but one place, for each place and each kind of wrong value.
 */
final class HostileFields {
    private static final Map<String, Object> MEANT = Map.ofEntries(
            Map.entry("email", "ada.byron@acme.example"),
            Map.entry("country", "GB"),
            Map.entry("cron", "30 7 * * MON-FRI"),
            Map.entry("timezone", "Europe/Berlin"),
            Map.entry("name", "hostile"),
            Map.entry("max_credits", 1000));

    private static final List<String> SYNTAX = List.of(
            "' OR Name LIKE '%",
            "x' OR Id != null --",
            "\\' OR 1=1 --",
            "'; drop table access_key; --",
            "x%' UNION ALL SELECT secret_hmac FROM access_key --",
            "%",
            "_",
            "*",
            "?",
            "${jndi:ldap://127.0.0.1:1/x}",
            "${body}",
            "${env:PATH}",
            "{{lantern.access.pepper}}",
            "#{7*7}",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "a\r\nX-Injected: yes",
            "=cmd|' /C calc'!A0",
            "\u202Egnp.exe",
            "\uFF07 OR 1=1",
            "\uD83D\uDCA5".repeat(20),
            "\u0000",
            "x".repeat(70_000));

    private static final List<String> DATES = words("0000-00-00 2026-02-30 2026-02-30T00:00:00Z 2026-13-01T00:00:00Z"
            + " 2026-03-01T25:00:00Z 2026-03-01T00:00:60Z 2026-03-01T00:00:00 2026-03-01T00:00:00+99:00"
            + " +999999999-12-31T23:59:59Z -999999999-01-01T00:00:00Z 99999-01-01T00:00:00Z 9999-12-31T23:59:59Z"
            + " 0001-01-01T00:00:00Z 2026-03-01T00:00:00.1234567890123Z 1772323200 now yesterday"
            + " \u0662\u0660\u0662\u0666-\u0660\u0663-\u0660\u0661 2026-03-01T00:00:00Z'OR'1'='1");

    private static final List<String> NUMBERS = words("-1 0 -0 1.5 2147483648 -2147483649 9223372036854775807"
            + " 9223372036854775808 -9223372036854775809 18446744073709551616 1e999 -1e999 1e-999 1e18 0.1e1"
            + " 99999999999999999999999999999999999999.99999999999999999999");

    private static final ObjectMapper json = new ObjectMapper();

    private final JsonNode document;
    private final List<Operation> operations;
    private final JsonNode rightBodies;

    HostileFields(Contract contract) throws IOException {
        this.document = contract.document();
        this.operations = contract.operations();
        try (InputStream in = new ClassPathResource("hostile/right-bodies.json").getInputStream()) {
            this.rightBodies = json.readTree(in);
        }
    }

    /** What is made wrong in one place by the others; of operations that are built. */
    List<Attack> right() {
        return operations.stream()
                .filter(operation -> rightBodies.has(operation.id()))
                .map(operation -> Attack.of(
                        operation.id(),
                        operation.method(),
                        operation.path(),
                        rightBodies.get(operation.id()).toString()))
                .toList();
    }

    Stream<Attack.Family> families() {
        List<Integer> any = List.of(200, 201, 202, 204, 400, 402, 404, 409, 501);
        List<Integer> wrong = List.of(400);
        return Stream.of(
                new Attack.Family("syntax of other languages in texts", any, bodies("string", SYNTAX)),
                new Attack.Family("dates that are none", any, bodies("date", DATES)),
                new Attack.Family("numbers out of range", any, bodies("number", NUMBERS)),
                new Attack.Family(
                        "words that no list has",
                        wrong,
                        bodies("enum", List.of("zork", "x' OR '1'='1", "*", "\u0131"))),
                new Attack.Family("values of another type", any, types()),
                new Attack.Family("parameters out of range", any, parameters()));
    }

    /** One attack per operation, field of that kind, and value. */
    private List<Attack> bodies(String kind, List<String> values) {
        List<Attack> attacks = new ArrayList<>();
        for (Operation operation : operations) {
            for (Map.Entry<String, JsonNode> field : fields(operation).entrySet()) {
                if (isA(kind, field.getValue())) {
                    for (String value : values) {
                        JsonNode node = kind.equals("number") ? number(value) : json.valueToTree(value);
                        attacks.add(with(operation, field.getKey(), node));
                    }
                }
            }
        }
        return attacks;
    }

    private List<Attack> types() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        Map<String, JsonNode> samples = Map.of(
                "string", nodes.textNode("text"),
                "number", nodes.numberNode(1.5),
                "boolean", nodes.booleanNode(true),
                "null", nodes.nullNode(),
                "array", nodes.arrayNode().add(1),
                "object", nodes.objectNode().put("zork", 1));
        List<Attack> attacks = new ArrayList<>();
        for (Operation operation : operations) {
            fields(operation)
                    .forEach((pointer, schema) -> samples.forEach((type, value) -> {
                        if (!types(schema).contains(type)) {
                            attacks.add(with(operation, pointer, value));
                        }
                    }));
        }
        return attacks;
    }

    private List<Attack> parameters() {
        List<Attack> attacks = new ArrayList<>();
        for (Operation operation : operations) {
            for (Operation.Parameter parameter : operation.parameters()) {
                JsonNode schema = resolved(parameter.schema().getSchemaNode());
                List<String> values = new ArrayList<>(SYNTAX.subList(0, SYNTAX.size() - 1));
                values.addAll(isA("date", schema) ? DATES : List.of());
                values.addAll(isA("number", schema) ? NUMBERS : List.of());
                for (String value : values) {
                    attacks.add(with(operation, parameter, URLEncoder.encode(value, StandardCharsets.UTF_8)));
                }
            }
        }
        return attacks;
    }

    private Attack with(Operation operation, Operation.Parameter parameter, String value) {
        SampleRequest right = SampleRequest.of(operation);
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (Operation.Parameter other : operation.parameters()) {
            String given = other.equals(parameter) ? value : SampleRequest.right(other.name(), other.required());
            if (other.inPath()) {
                path = path.replace("{" + other.name() + "}", given.replace("+", "%20"));
            } else if (!given.isEmpty()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(other.name())
                        .append('=')
                        .append(given);
            }
        }
        String what =
                operation.id() + " " + parameter.name() + " = " + value.substring(0, Math.min(30, value.length()));
        return Attack.of(what, operation.method(), path + query, right.body() == null ? "" : right.body());
    }

    private Attack with(Operation operation, String pointer, JsonNode value) {
        ObjectNode body = base(operation);
        String parent = pointer.substring(0, pointer.lastIndexOf('/'));
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        JsonNode owner = body.at(parent);
        if (owner instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) owner).set(name, value);
        }
        String text = value.toString();
        SampleRequest right = SampleRequest.of(operation);
        return Attack.of(
                operation.id() + " " + pointer + " = " + text.substring(0, Math.min(40, text.length())),
                operation.method(),
                right.target(),
                body.toString());
    }

    private JsonNode schemaOf(Operation operation) {
        String path = operation.path().substring("/v1".length()).replace("/", "~1");
        String method = operation.method().toLowerCase(java.util.Locale.ROOT);
        return resolved(document.at("/paths/" + path + "/" + method + "/requestBody/content/application~1json/schema"));
    }

    private ObjectNode base(Operation operation) {
        JsonNode known = rightBodies.path(operation.id());
        return known.isMissingNode() ? (ObjectNode) full(schemaOf(operation), "") : known.deepCopy();
    }

    /** @return JSON pointers of all fields of the body with their schemas, those in lists and free maps once */
    private Map<String, JsonNode> fields(Operation operation) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        if (operation.body() != null) {
            collect(schemaOf(operation), base(operation), "", fields);
        }
        return fields;
    }

    private void collect(JsonNode schema, JsonNode value, String pointer, Map<String, JsonNode> fields) {
        if (!pointer.isEmpty()) {
            fields.put(pointer, schema);
        }
        value.properties()
                .forEach(member -> collect(
                        member(schema, member.getKey()), member.getValue(), pointer + "/" + member.getKey(), fields));
        if (value.isArray()) {
            collect(resolved(schema.path("items")), value.get(0), pointer + "/0", fields);
        }
    }

    private JsonNode member(JsonNode schema, String name) {
        JsonNode known = schema.path("properties").path(name);
        return resolved(known.isMissingNode() ? schema.path("additionalProperties") : known);
    }

    /** A value that the schema takes, with every field there is. */
    private JsonNode full(JsonNode schema, String name) {
        Set<String> types = types(schema);
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        if (types.contains("object")) {
            ObjectNode object = json.createObjectNode();
            schema.path("properties")
                    .properties()
                    .forEach(member -> object.set(member.getKey(), full(resolved(member.getValue()), member.getKey())));
            if (schema.path("additionalProperties").isObject()) {
                object.set("Title", full(resolved(schema.get("additionalProperties")), "Title"));
            }
            return object;
        }
        if (types.contains("array")) {
            return json.createArrayNode().add(full(resolved(schema.get("items")), name));
        }
        return scalar(schema, types, name);
    }

    private static JsonNode scalar(JsonNode schema, Set<String> types, String name) {
        String format = schema.path("format").asText();
        if (MEANT.containsKey(name)) {
            return json.valueToTree(MEANT.get(name));
        }
        if (types.contains("string")) {
            boolean id = schema.path("pattern").asText().startsWith("^[A-Za-z0-9]{15}");
            String word = id ? "00Q5g00000AbCdEEAV" : "text";
            return json.valueToTree(
                    format.equals("date") ? "2026-03-01" : format.equals("date-time") ? "2026-03-01T00:00:00Z" : word);
        }
        return types.contains("boolean")
                ? json.valueToTree(false)
                : json.valueToTree(schema.path("minimum").asInt(1));
    }

    private static boolean isA(String kind, JsonNode schema) {
        boolean date = schema.path("format").asText().startsWith("date");
        Set<String> types = types(schema);
        return switch (kind) {
            case "date" -> date;
            case "enum" -> schema.has("enum");
            case "string" -> types.contains("string") && !date && !schema.has("enum");
            default -> types.contains("number") && !types.contains("string");
        };
    }

    /** @return names of JSON types; an integer is a number here */
    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            types.addAll(Set.of("string", "number", "boolean", "null", "array", "object"));
        }
        (type.isArray() ? type : json.createArrayNode().add(type))
                .forEach(one -> types.add(one.asText().replace("integer", "number")));
        return types;
    }

    private static JsonNode number(String text) {
        return JsonNodeFactory.instance.rawValueNode(new com.fasterxml.jackson.databind.util.RawValue(text));
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}
