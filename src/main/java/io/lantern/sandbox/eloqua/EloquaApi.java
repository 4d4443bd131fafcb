package io.lantern.sandbox.eloqua;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.target.Arrivals;
import io.lantern.sandbox.target.Target;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The login and the data API of one instance. What refuses a request says which requirement which property fails. */
public final class EloquaApi implements Target {
    /** Name of the instance. */
    public static final String COMPANY = "LanternSandbox";

    /** Its user. */
    public static final String USER = "hub";

    /** Password of the user, and client id and secret; everybody knows it. */
    public static final String PASSWORD = "lantern-sandbox";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "/API/REST/2.0/data";

    private final Arrivals arrivals;
    private final Clock clock;
    private final Contacts contacts = new Contacts();

    public EloquaApi(Arrivals arrivals, Clock clock) {
        this.arrivals = arrivals;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "eloqua";
    }

    @Override
    public Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>> routes() {
        return new Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>>()
                .add("GET", "/id", "id", (request, places) -> identity(request))
                .add("POST", "/auth/oauth2/token", "token", (request, places) -> token(request))
                .add("GET", DATA + "/contacts", "contacts", (request, places) -> search(request))
                .add("POST", DATA + "/contact", "create", (request, places) -> create(request))
                .add("GET", DATA + "/contact/{id}", "read", (request, places) -> read(id(places)))
                .add("PUT", DATA + "/contact/{id}", "update", (request, places) -> update(request, id(places)))
                .add("POST", DATA + "/form/{id}", "form", (request, places) -> form(request, id(places)));
    }

    @Override
    public @Nullable WebAnswer refuseStranger(WebRequest request) {
        if (request.path().endsWith("/auth/oauth2/token")) {
            return basic(PASSWORD).equals(request.header("Authorization")) ? null : refuse(401, "");
        }
        if (List.of(basic(COMPANY + "\\" + USER), "Bearer " + PASSWORD).contains(request.header("Authorization"))) {
            return null;
        }
        return request.path().endsWith("/id")
                ? json(200, JsonNodeFactory.instance.textNode("Not authenticated."))
                : refuse(401, "");
    }

    @Override
    public WebAnswer refuse(int status, String code) {
        if (status == 400 || status == 409) {
            return invalid(status, "emailAddress", code.isEmpty() ? "EmailAddressRequirement" : code);
        }
        return status >= 500
                ? WebAnswer.of(status, "text/html;charset=UTF-8", "<h1>Eloqua is down for maintenance</h1>")
                : WebAnswer.of(status, "text/plain;charset=UTF-8", code);
    }

    private static WebAnswer identity(WebRequest request) {
        String base = request.base() + "/eloqua";
        ObjectNode identity = object();
        identity.putObject("site").put("id", 42).put("name", COMPANY);
        identity.putObject("user")
                .put("id", 7)
                .put("username", USER)
                .put("displayName", "Lantern Hub")
                .put("emailAddress", "hub@sandbox.example");
        ObjectNode urls = identity.putObject("urls").put("base", base);
        urls.putObject("apis")
                .putObject("rest")
                .put("standard", base + "/API/REST/{version}/")
                .put("bulk", base + "/API/Bulk/{version}/");
        return json(200, identity);
    }

    private static WebAnswer token(WebRequest request) {
        JsonNode grant = tree(request);
        boolean known = grant.path("grant_type").asText().equals("password")
                && grant.path("username").asText().equals(COMPANY + "\\" + USER)
                && grant.path("password").asText().equals(PASSWORD);
        return known
                ? json(
                        200,
                        object().put("access_token", PASSWORD)
                                .put("token_type", "bearer")
                                .put("expires_in", 28_800)
                                .put("refresh_token", PASSWORD))
                : json(400, object().put("error", "invalid_grant"));
    }

    private WebAnswer search(WebRequest request) {
        String search = request.parameters().getOrDefault("search", "");
        if (!search.matches("(?s)emailAddress='[^']*'")) {
            return json(400, fault("EndpointParameterError", "search", "SearchRequirement"));
        }
        String value = search.substring("emailAddress='".length(), search.length() - 1);
        boolean isShort = request.parameters().getOrDefault("depth", "minimal").equals("minimal");
        List<ObjectNode> found = contacts.search(value, isShort);
        ObjectNode page = object();
        page.putArray("elements").addAll(found);
        return json(200, page.put("page", 1).put("pageSize", 1_000).put("total", found.size()));
    }

    private WebAnswer create(WebRequest request) {
        WebAnswer invalid = invalid(request);
        if (invalid != null) {
            return invalid;
        }
        ObjectNode contact = contacts.create((ObjectNode) tree(request), clock.millis() / 1_000);
        return contact == null ? invalid(409, "emailAddress", "UniquenessRequirement") : kept("create", 201, contact);
    }

    private WebAnswer update(WebRequest request, String id) {
        WebAnswer invalid = invalid(request);
        if (invalid != null) {
            return invalid;
        }
        if (!tree(request).path("id").asText().equals(id)) {
            return invalid(400, "id", "IdRequirement");
        }
        ObjectNode contact = contacts.update(id, (ObjectNode) tree(request), clock.millis() / 1_000);
        return contact == null ? refuse(404, "") : kept("update", 200, contact);
    }

    private WebAnswer read(String id) {
        ObjectNode contact = contacts.find(id);
        return contact == null ? refuse(404, "") : json(200, contact);
    }

    private WebAnswer form(WebRequest request, String id) {
        JsonNode data = tree(request);
        if (!data.path("fieldValues").isArray() || data.path("fieldValues").isEmpty()) {
            return invalid(400, "fieldValues", "NotNullRequirement");
        }
        arrivals.add("eloqua", null, Map.of("operation", "form", "form", id, "data", data));
        ObjectNode answer = data.deepCopy();
        return json(201, answer.put("type", "FormData").put("id", id));
    }

    private WebAnswer kept(String operation, int status, ObjectNode contact) {
        arrivals.add("eloqua", null, Map.of("operation", operation, "contact", contact));
        return json(status, contact);
    }

    private static @Nullable WebAnswer invalid(WebRequest request) {
        JsonNode contact = tree(request);
        if (!contact.path("emailAddress").asText().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            return invalid(400, "emailAddress", "EmailAddressRequirement");
        }
        for (Map.Entry<String, JsonNode> property : contact.properties()) {
            if (property.getValue().asText().matches("(?s).*<[a-zA-Z/].*")) {
                return invalid(400, property.getKey(), "TextWithNoHtmlRequirement");
            }
        }
        return null;
    }

    private static WebAnswer invalid(int status, String property, String requirement) {
        return json(status, fault("ObjectValidationError", property, requirement));
    }

    private static ArrayNode fault(String type, String place, String requirement) {
        ArrayNode faults = JsonNodeFactory.instance.arrayNode();
        ObjectNode fault = faults.addObject().put("type", type);
        fault.putObject("container").put("type", "ObjectKey").put("objectType", "Contact");
        fault.put(type.startsWith("Endpoint") ? "parameter" : "property", place);
        fault.putObject("requirement").put("type", requirement);
        fault.put("value", "<null>");
        return faults;
    }

    private static String basic(String user) {
        byte[] credentials = (user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** @return the body; an empty object when it is none */
    private static JsonNode tree(WebRequest request) {
        try {
            JsonNode tree = JSON.readTree(request.text());
            return tree != null && tree.isObject() ? tree : object();
        } catch (JsonProcessingException e) {
            return object();
        }
    }

    private static String id(Map<String, String> places) {
        return places.getOrDefault("id", "");
    }

    private static WebAnswer json(int status, JsonNode body) {
        return WebAnswer.of(status, WebAnswer.JSON, body.toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
