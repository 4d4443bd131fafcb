package io.lantern.sandbox.salesforce.soap;

import io.lantern.sandbox.salesforce.data.Describe;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same descriptions as REST gives, in the WSDL's elements. */
final class SoapDescribe {
    private final Org org;

    SoapDescribe(Org org) {
        this.org = org;
    }

    Xml one(SoapCall call) {
        return new Xml().element("result", describe(call, call.envelope().text("sObjectType")));
    }

    Xml many(SoapCall call) {
        Xml xml = new Xml();
        call.envelope().texts("sObjectType").forEach(name -> xml.element("result", describe(call, name)));
        return xml;
    }

    Xml global(SoapCall call) {
        List<Map<String, @Nullable Object>> types = org.store().schema().types().stream()
                .map(type -> summary(type, call.base()))
                .toList();
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("encoding", "UTF-8");
        result.put("maxBatchSize", 200);
        result.put("sobjects", types);
        return new Xml().element("result", result);
    }

    private Map<String, @Nullable Object> describe(SoapCall call, @Nullable String name) {
        SObjectType type = name == null ? null : org.store().schema().type(name);
        if (type == null) {
            throw new OrgFault("INVALID_TYPE", 500, "sObject type '%s' is not supported.".formatted(name), List.of());
        }
        Map<String, @Nullable Object> result = summary(type, call.base());
        Describe.details(org.store().schema(), type).forEach((key, value) -> result.put(key, withoutNulls(value)));
        result.put("defaultImplementation", null);
        result.put("implementedBy", null);
        result.put("implementsInterfaces", null);
        result.put("listviewable", null);
        result.put("urlDetail", call.base() + "/{ID}");
        result.put("urlEdit", call.base() + "/{ID}/e");
        result.put("urlNew", call.base() + "/" + type.keyPrefix() + "/e");
        return result;
    }

    private static Map<String, @Nullable Object> summary(SObjectType type, String base) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>(Describe.summary(type));
        summary.put("associateEntityType", null);
        summary.put("associateParentEntity", null);
        summary.put("idEnabled", true);
        return summary;
    }

    /** What is optional in the WSDL is left out when there is none: a nil number is more than force-wsc can read. */
    private static Object withoutNulls(Object given) {
        if (given instanceof List<?> list) {
            return list.stream().map(SoapDescribe::withoutNulls).toList();
        }
        if (given instanceof Map<?, ?> map) {
            Map<String, Object> kept = new LinkedHashMap<>();
            map.forEach((key, each) -> {
                if (each != null) {
                    kept.put(String.valueOf(key), withoutNulls(each));
                }
            });
            // A field's default may be of any type, so it says which.
            if (kept.get("soapType") instanceof String type && kept.containsKey("defaultValue")) {
                kept.computeIfPresent("defaultValue", (key, value) -> new Xml.Typed(type, value));
            }
            return kept;
        }
        return given;
    }
}
