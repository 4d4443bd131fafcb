package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the org says about its objects, made from the definitions that also drive validation and storage. */
public final class Describe {
    private static final Set<String> NUMBERS = Set.of("double", "currency", "percent");
    private static final Set<String> NOT_GROUPABLE =
            Set.of("textarea", "address", "datetime", "double", "currency", "percent");

    private Describe() {}

    /** @return what describeGlobal says of an object */
    public static Map<String, Object> summary(SObjectType type) {
        boolean event = type.isEvent();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("activateable", false);
        json.put("createable", type.createable());
        json.put("custom", type.isCustom());
        json.put("customSetting", false);
        json.put("deepCloneable", false);
        json.put("deletable", type.deletable());
        json.put("deprecatedAndHidden", false);
        json.put("feedEnabled", false);
        json.put("hasSubtypes", false);
        json.put("isInterface", false);
        json.put("isSubtype", false);
        json.put("keyPrefix", type.keyPrefix());
        json.put("label", type.label());
        json.put("labelPlural", type.labelPlural());
        json.put("layoutable", !event);
        json.put("mergeable", type.mergeable());
        json.put("mruEnabled", !event);
        json.put("name", type.name());
        json.put("queryable", !event);
        json.put("replicateable", !event);
        json.put("retrieveable", !event);
        json.put("searchable", !event);
        json.put("triggerable", true);
        json.put("undeletable", type.deletable());
        json.put("updateable", type.updateable());
        return json;
    }

    /** @return what describe says beyond the summary */
    public static Map<String, Object> details(Schema schema, SObjectType type) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("actionOverrides", List.of());
        json.put("childRelationships", children(schema, type));
        json.put("compactLayoutable", true);
        List<Map<String, @Nullable Object>> fields = new ArrayList<>();
        type.fields().forEach(field -> fields.add(field(type, field)));
        json.put("fields", fields);
        json.put("namedLayoutInfos", List.of());
        json.put("networkScopeFieldName", "");
        json.put("recordTypeInfos", List.of(masterRecordType()));
        json.put("searchLayoutable", true);
        json.put("supportedScopes", List.of(Map.of("label", "All " + type.labelPlural(), "name", "everything")));
        return json;
    }

    private static List<Map<String, @Nullable Object>> children(Schema schema, SObjectType parent) {
        List<Map<String, @Nullable Object>> children = new ArrayList<>();
        for (SObjectType type : schema.types()) {
            for (SObjectField field : type.fields()) {
                if (field.referenceTo().contains(parent.name())) {
                    Map<String, @Nullable Object> child = new LinkedHashMap<>();
                    child.put("cascadeDelete", field.cascadeDelete());
                    child.put("childSObject", type.name());
                    child.put("deprecatedAndHidden", false);
                    child.put("field", field.name());
                    child.put("junctionIdListNames", List.of());
                    child.put("junctionReferenceTo", List.of());
                    child.put("relationshipName", field.childRelationshipName());
                    child.put("restrictedDelete", false);
                    children.add(child);
                }
            }
        }
        return children;
    }

    private static Map<String, @Nullable Object> field(SObjectType type, SObjectField field) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(
                "aggregatable", !field.type().equals("address") && !field.type().equals("boolean"));
        json.put("aiPredictionField", false);
        json.put("autoNumber", false);
        json.put("byteLength", field.length() * 3);
        json.put("calculated", false);
        json.put("calculatedFormula", null);
        json.put("cascadeDelete", field.cascadeDelete());
        json.put("caseSensitive", field.caseSensitive());
        json.put("compoundFieldName", type.compoundFieldName(field.name()));
        json.put("controllerName", null);
        json.put("createable", field.createable());
        json.put("custom", field.name().endsWith("__c"));
        json.put("defaultValue", field.defaultValue());
        json.put("defaultValueFormula", null);
        json.put("defaultedOnCreate", field.defaultedOnCreate());
        json.put("dependentPicklist", false);
        json.put("deprecatedAndHidden", false);
        json.put("digits", field.type().equals("int") ? 8 : 0);
        json.put("displayLocationInDecimal", false);
        json.put("encrypted", false);
        json.put("externalId", field.externalId());
        json.put("extraTypeInfo", null);
        json.put("filterable", !field.type().equals("textarea") && !field.type().equals("address"));
        json.put("filteredLookupInfo", null);
        json.put("formulaTreatNullNumberAsZero", false);
        json.put("groupable", !NOT_GROUPABLE.contains(field.type()));
        moreOfField(field, json);
        return json;
    }

    private static void moreOfField(SObjectField field, Map<String, @Nullable Object> json) {
        json.put("highScaleNumber", false);
        json.put("htmlFormatted", false);
        json.put("idLookup", field.idLookup());
        json.put("inlineHelpText", null);
        json.put("label", field.label());
        json.put("length", field.length());
        json.put("mask", null);
        json.put("maskType", null);
        json.put("name", field.name());
        json.put("nameField", field.nameField());
        json.put("namePointing", field.referenceTo().size() > 1);
        json.put("nillable", field.nillable());
        json.put("permissionable", field.nillable() && field.createable());
        json.put("picklistValues", picklist(field));
        json.put("polymorphicForeignKey", field.referenceTo().size() > 1);
        json.put("precision", field.precision());
        json.put("queryByDistance", false);
        json.put("referenceTargetField", null);
        json.put("referenceTo", field.referenceTo());
        json.put("relationshipName", field.relationshipName());
        json.put("relationshipOrder", null);
        json.put("restrictedDelete", false);
        json.put("restrictedPicklist", field.restrictedPicklist());
        json.put("scale", NUMBERS.contains(field.type()) ? field.scale() : 0);
        json.put("searchPrefilterable", false);
        json.put("soapType", soapType(field.type()));
        json.put("sortable", !field.type().equals("textarea") && !field.type().equals("address"));
        json.put("type", field.type());
        json.put("unique", field.unique());
        json.put("updateable", field.updateable());
        json.put("writeRequiresMasterRead", false);
    }

    private static List<Map<String, @Nullable Object>> picklist(SObjectField field) {
        return field.picklistValues().stream()
                .map(value -> {
                    Map<String, @Nullable Object> json = new LinkedHashMap<>();
                    json.put("active", value.active());
                    json.put("defaultValue", value.defaultValue());
                    json.put("label", value.label());
                    json.put("validFor", null);
                    json.put("value", value.value());
                    return json;
                })
                .toList();
    }

    /** @return the XML type SOAP gives a field of a describe type */
    static String soapType(String type) {
        return switch (type) {
            case "id", "reference" -> "tns:ID";
            case "boolean" -> "xsd:boolean";
            case "int" -> "xsd:int";
            case "double", "currency", "percent" -> "xsd:double";
            case "date" -> "xsd:date";
            case "datetime" -> "xsd:dateTime";
            case "address" -> "urn:address";
            default -> "xsd:string";
        };
    }

    private static Map<String, Object> masterRecordType() {
        Map<String, Object> master = new LinkedHashMap<>();
        master.put("active", true);
        master.put("available", true);
        master.put("defaultRecordTypeMapping", true);
        master.put("developerName", "Master");
        master.put("master", true);
        master.put("name", "Master");
        master.put("recordTypeId", "012000000000000AAA");
        return master;
    }
}
