package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.data.Scope;
import io.lantern.sandbox.salesforce.session.Session;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The REST data API: everything below {@code /services/data}. */
public final class RestApi {
    private final Org org;
    private final Routes<RestOperation> routes = new Routes<>();

    public RestApi(Org org) {
        this.org = org;
        describeRoutes();
        rowRoutes();
        compositeRoutes();
    }

    private void describeRoutes() {
        OrgResources resources = new OrgResources(org);
        DescribeJson describe = new DescribeJson(org);
        QueryResource query = new QueryResource(org);
        Search search = new Search(org);
        routes.add("GET", "/", "rest.resources", resources::resources)
                .add("GET", "/limits", "rest.limits", resources::limits)
                .add("GET", "/limits/recordCount", "rest.recordCount", resources::recordCount)
                .add("GET", "/recent", "rest.recent", resources::recent)
                .add("GET", "/query", "rest.query", query::query)
                .add("GET", "/queryAll", "rest.queryAll", query::queryAll)
                .add("GET", "/query/{locator}", "rest.queryMore", query::next)
                .add("GET", "/queryAll/{locator}", "rest.queryMore", query::next)
                .add("GET", "/tooling/query", "rest.tooling", query::tooling)
                .add("GET", "/search", "rest.search", search::search)
                .add("GET", "/parameterizedSearch", "rest.search", search::parameterized)
                .add("POST", "/parameterizedSearch", "rest.search", search::parameterized)
                .add("GET", "/sobjects", "rest.describeGlobal", describe::global)
                .add("GET", "/sobjects/{type}", "rest.basicInfo", describe::basic)
                .add("GET", "/sobjects/{type}/describe", "rest.describe", describe::describe);
    }

    private void rowRoutes() {
        SObjectRows rows = new SObjectRows(org);
        Replication replication = new Replication(org);
        routes.add("GET", "/sobjects/{type}/updated", "rest.updated", replication::updated)
                .add("GET", "/sobjects/{type}/deleted", "rest.deleted", replication::deleted)
                .add("POST", "/sobjects/{type}", "rest.create", rows::create)
                .add("POST", "/sobjects/{type}/Id", "rest.create", rows::create)
                .add("GET", "/sobjects/{type}/{id}", "rest.read", rows::read)
                .add("PATCH", "/sobjects/{type}/{id}", "rest.update", rows::update)
                .add("DELETE", "/sobjects/{type}/{id}", "rest.delete", rows::delete)
                .add("GET", "/sobjects/{type}/{field}/{value}", "rest.read", rows::readByKey)
                .add("PATCH", "/sobjects/{type}/{field}/{value}", "rest.upsert", rows::upsert)
                .add("DELETE", "/sobjects/{type}/{field}/{value}", "rest.delete", rows::deleteByKey);
    }

    private void compositeRoutes() {
        RowCollections collections = new RowCollections(org);
        routes.add("POST", "/composite", "rest.composite", new Composite(org, this)::composite)
                .add("POST", "/composite/batch", "rest.batch", new CompositeBatch(this)::batch)
                .add("POST", "/composite/tree/{type}", "rest.tree", new Tree(org)::create)
                .add("POST", "/composite/sobjects", "rest.createMany", collections::create)
                .add("PATCH", "/composite/sobjects", "rest.updateMany", collections::update)
                .add("DELETE", "/composite/sobjects", "rest.deleteMany", collections::delete)
                .add("GET", "/composite/sobjects/{type}", "rest.readMany", collections::read)
                .add("POST", "/composite/sobjects/{type}", "rest.readMany", collections::read)
                .add("PATCH", "/composite/sobjects/{type}/{field}", "rest.upsertMany", collections::upsert);
    }

    /** Adds a route that another part of the org answers with a JSON document, for example an event's schema. */
    public RestApi document(String pattern, String name, Document document) {
        routes.addFirst("GET", pattern, name, call -> {
            Object body = document.get(call.places(), call.parameters());
            if (body == null) {
                throw Org.notFound();
            }
            return RestAnswer.ok(body);
        });
        return this;
    }

    /** See {@link #document}. */
    @FunctionalInterface
    public interface Document {
        /** @return JSON-able body, or null for 404 */
        @Nullable
        Object get(Map<String, String> places, Map<String, String> parameters);
    }

    /** Answers a request whose path begins with {@code /services/data}. */
    public WebAnswer serve(WebRequest request) {
        try {
            List<String> segments = request.segments();
            if (segments.size() == 2) {
                return web(RestAnswer.ok(Versions.list()));
            }
            return web(answer(request, segments));
        } catch (OrgFault fault) {
            return web(RestAnswer.of(fault));
        }
    }

    private RestAnswer answer(WebRequest request, List<String> segments) {
        String version = version(segments);
        String method = request.parameters().getOrDefault("_HttpMethod", request.method());
        Map<String, String> headers = headers(request);
        Session session = session(headers.get("Authorization"), request.path());
        limit(request.path());
        String client = RestCall.settings(headers.get("Sforce-Call-Options")).get("client");
        Actor actor = new Actor(session.userId(), client, "rest", version);
        Routes.Match<RestOperation> match = match(method, segments.subList(3, segments.size()));
        org.faults().counts().count(match.name(), client == null ? "unnamed" : client);
        org.usage().use();
        RestCall call = new RestCall(
                method,
                version,
                match.places(),
                request.parameters(),
                headers,
                Json.parse(request.body()),
                session,
                Scope.own(org.store(), actor));
        return match.target().answer(call);
    }

    /**
     * Answers a part of a composite call.
     *
     * @param url absolute path with query
     * @param scope where its writes go
     */
    RestAnswer inner(
            RestCall outer, String method, String url, JsonNode body, Map<String, String> headers, Scope scope) {
        int mark = url.indexOf('?');
        List<String> segments = WebRequest.cut(mark < 0 ? url : url.substring(0, mark));
        if (segments.size() < 3) {
            throw Org.notFound();
        }
        String version = version(segments);
        Routes.Match<RestOperation> match = match(method, segments.subList(3, segments.size()));
        if (match.name().equals("rest.composite") || match.name().equals("rest.batch")) {
            throw new OrgFault("INVALID_INPUT", 400, "A composite call cannot hold another one.", List.of());
        }
        Map<String, String> parameters = mark < 0 ? Map.of() : WebRequest.pairs(url.substring(mark + 1));
        RestCall call =
                new RestCall(method, version, match.places(), parameters, headers, body, outer.session(), scope);
        return match.target().answer(call);
    }

    private String version(List<String> segments) {
        String text = segments.get(2);
        if (!text.startsWith("v")) {
            throw Org.notFound();
        }
        Fault retired = org.faults().get("retired-version");
        int below = retired == null ? Versions.OLDEST : retired.number("below", Versions.NEWEST);
        return Versions.checked(text.substring(1), below);
    }

    private Routes.Match<RestOperation> match(String method, List<String> segments) {
        Routes.Match<RestOperation> match =
                routes.find(method.equals("HEAD") ? "GET" : method.toUpperCase(Locale.ROOT), segments);
        if (match != null) {
            return match;
        }
        if (routes.knows(segments)) {
            throw new OrgFault("METHOD_NOT_ALLOWED", 405, "HTTP Method '%s' not allowed.".formatted(method), List.of());
        }
        throw Org.notFound();
    }

    private Session session(@Nullable String authorization, String path) {
        Fault refused = org.faults().strike("unauthorized", path);
        if (refused != null) {
            throw expired();
        }
        if (authorization == null) {
            throw expired();
        }
        if (!authorization.matches("(?i)(Bearer|OAuth) .+")) {
            throw new OrgFault("INVALID_AUTH_HEADER", 401, "INVALID_HEADER_TYPE", List.of());
        }
        Session session = org.sessions()
                .check(authorization.substring(authorization.indexOf(' ') + 1).trim());
        if (session == null) {
            throw expired();
        }
        return session;
    }

    private void limit(String path) {
        Fault fault = org.faults().strike("request-limit", path);
        if (fault != null) {
            String text = fault.text("kind", "total").equals("concurrent")
                    ? "ConcurrentRequests (Concurrent API Requests) Limit exceeded."
                    : "TotalRequests Limit exceeded.";
            throw new OrgFault("REQUEST_LIMIT_EXCEEDED", 403, text, List.of());
        }
    }

    private WebAnswer web(RestAnswer answer) {
        Object body = answer.body();
        WebAnswer web = body == null
                ? WebAnswer.empty(answer.status())
                : new WebAnswer(answer.status(), WebAnswer.JSON, Map.of(), Json.bytes(body), false);
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            web = web.with(header.getKey(), header.getValue());
        }
        return web.with("Sforce-Limit-Info", org.usage().header());
    }

    private static Map<String, String> headers(WebRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-Base", request.base());
        request.headers().forEach((name, values) -> {
            if (!values.isEmpty()) {
                headers.putIfAbsent(name, values.get(0));
            }
        });
        return headers;
    }

    private static OrgFault expired() {
        return new OrgFault("INVALID_SESSION_ID", 401, "Session expired or invalid", List.of());
    }
}
