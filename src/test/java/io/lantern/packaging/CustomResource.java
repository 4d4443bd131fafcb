package io.lantern.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Set;

/** Camel K's own definition of a kind of resource, stricter than a cluster: what it does not know is a fault. */
final class CustomResource {
    /** Keywords that mean something to a cluster and are unknown to a validator, which warns of each. */
    private static final List<String> OF_CLUSTERS = List.of(
            "x-kubernetes-int-or-string",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-list-type",
            "x-kubernetes-map-type",
            "x-kubernetes-preserve-unknown-fields");

    private final JsonNode schema;

    private CustomResource(JsonNode schema) {
        this.schema = schema;
    }

    /** @param plural such as {@code integrations} */
    static CustomResource of(String plural) {
        JsonNode definition = ProjectFiles.resource("/camel.apache.org_" + plural + ".yaml");
        for (JsonNode version : definition.at("/spec/versions")) {
            if (version.path("name").asText().equals("v1")) {
                JsonNode schema = version.at("/schema/openAPIV3Schema");
                refuseUnknown(schema);
                return new CustomResource(schema);
            }
        }
        throw new IllegalStateException("No version v1 of " + plural);
    }

    /** What is wrong with a whole resource. */
    Set<ValidationMessage> faults(JsonNode resource) {
        return faultsAt("", resource);
    }

    /** What is wrong with a part of a resource, by the part of the definition that this pointer names. */
    Set<ValidationMessage> faultsAt(String pointer, JsonNode part) {
        JsonSchema checks =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema.at(pointer));
        return checks.validate(part);
    }

    /** A cluster drops unknown fields without a word; here they are typing errors. */
    private static void refuseUnknown(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        if (node instanceof ObjectNode object) {
            object.remove(OF_CLUSTERS);
        }
        node.forEach(CustomResource::refuseUnknown);
    }
}
