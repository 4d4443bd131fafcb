package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.salesforce.data.Scope;
import io.lantern.sandbox.salesforce.data.Writes;
import io.lantern.sandbox.salesforce.session.Session;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call of the REST data API, alone or inside a composite one.
 *
 * @param version for example {@code 60.0}
 * @param places values of the path's places
 * @param body missing node when there is none
 * @param scope where its writes go
 */
record RestCall(
        String method,
        String version,
        Map<String, String> places,
        Map<String, String> parameters,
        Map<String, String> headers,
        JsonNode body,
        Session session,
        Scope scope) {

    RestCall {
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        headers = any;
    }

    /** @return the value of a place that the route has */
    String place(String name) {
        return Objects.requireNonNull(places.get(name), name);
    }

    /** @return a query parameter, or null */
    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    boolean flag(String parameter) {
        return Boolean.parseBoolean(parameters.getOrDefault(parameter, "false"));
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** @return one setting of a header such as {@code Sforce-Query-Options: batchSize=200; x=y}, or null */
    @Nullable
    String setting(String header, String name) {
        return settings(headers.get(header)).get(name.toLowerCase(Locale.ROOT));
    }

    /** @return {@code a=b; c=d} as a map with keys in lower case */
    static Map<String, String> settings(@Nullable String header) {
        Map<String, String> settings = new HashMap<>();
        for (String part : header == null ? new String[0] : header.split("[;,]")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                settings.put(
                        part.substring(0, equals).trim().toLowerCase(Locale.ROOT),
                        part.substring(equals + 1).trim());
            }
        }
        return settings;
    }

    Writes.Options options() {
        return new Writes.Options(
                Boolean.parseBoolean(setting("Sforce-Duplicate-Rule-Header", "allowSave")), flag("updateOnly"));
    }

    /** @return whether the version is at least this one */
    boolean since(int major) {
        return Double.parseDouble(version) >= major;
    }

    /** @return {@code /services/data/v60.0} */
    String root() {
        return "/services/data/v" + version;
    }

    RestCall with(Map<String, String> newPlaces) {
        return new RestCall(method, version, newPlaces, parameters, headers, body, session, scope);
    }
}
