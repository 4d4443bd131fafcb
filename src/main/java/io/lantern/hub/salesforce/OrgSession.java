package io.lantern.hub.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.salesforce.ApiFault.Cause;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.jspecify.annotations.Nullable;

/**
 * One org's Camel component and session. Logs in when the first call is made, so that an org that is down does not
 * keep the hub from starting. Camel's own repeats are off: they log in once per parallel call, and here one login
 * serves all.
 */
final class OrgSession implements AutoCloseable {
    private final OrgSettings settings;
    private final SalesforceComponent component;
    private final ProducerTemplate producer;
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    OrgSession(
            OrgSettings settings,
            SalesforceComponent component,
            CamelContext camel,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.settings = settings;
        this.component = component;
        this.producer = camel.createProducerTemplate();
        this.json = json;
        this.metrics = metrics;
    }

    /**
     * Makes one REST call.
     *
     * @param path below {@code /services/data/vNN.0}, beginning with {@code /}; or a full path when it begins with
     *     {@code /services}
     * @param q the query parameter {@code q}; null when there is none
     * @param body JSON; null when there is none
     * @return the answer's body; null node when it is empty
     * @throws ApiFault when Salesforce refuses or does not answer
     */
    JsonNode rest(String method, String path, @Nullable String q, @Nullable Object body, Purpose purpose) {
        String token = token();
        try {
            return send(method, path, q, body, purpose);
        } catch (ApiFault e) {
            if (e.kind() != Cause.SESSION) {
                throw e;
            }
            renew(token);
            return send(method, path, q, body, purpose);
        }
    }

    /** @return a valid token as far as is known; logs in when there is none */
    String token() {
        String token = session().getAccessToken();
        return token == null ? renew(null) : token;
    }

    /** Logs in again unless another thread has done so since {@code used} was taken. @return the token to use */
    synchronized String renew(@Nullable String used) {
        // One at a time: of many callers that meet an ended session only the one that logs in may count it.
        try {
            String before = session().getAccessToken();
            String token = session().login(used);
            if (!token.equals(before)) {
                count(Purpose.LOGIN);
            }
            return token;
        } catch (SalesforceException e) {
            throw loginFault(e);
        }
    }

    /** @return where the org's API is; valid after a login */
    URI instanceUrl() {
        token();
        return URI.create(session().getInstanceUrl());
    }

    /** @return the org's 18-character id; valid after a login */
    String orgId() {
        token();
        return session().getOrgId();
    }

    /** Counts one API call, for the metric {@code lantern.salesforce.calls}. */
    void count(Purpose purpose) {
        metrics.counter(
                        "lantern.salesforce.calls",
                        "org",
                        settings.name(),
                        "purpose",
                        purpose.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    SalesforceComponent component() {
        return component;
    }

    private SalesforceSession session() {
        SalesforceSession session = component.getSession();
        if (session == null) {
            throw new ApiFault(Cause.PASSING, "HUB_STOPPING", "the connection is closed");
        }
        return session;
    }

    private JsonNode send(String method, String path, @Nullable String q, @Nullable Object body, Purpose purpose) {
        count(purpose);
        Map<String, Object> headers = new HashMap<>();
        headers.put("rawMethod", method);
        headers.put("rawPath", path.startsWith("/services") ? path : "/services/data/v" + settings.apiVersion() + path);
        headers.put("Sforce-Call-Options", "client=lantern-hub");
        if (q != null) {
            headers.put("rawQueryParameters", "q");
            headers.put("q", q);
        }
        Exchange exchange = producer.send(settings.component() + ":raw?format=JSON", request -> {
            request.getIn().setHeaders(headers);
            request.getIn().setBody(body == null ? null : json.writeValueAsString(body));
        });
        Exception failure = exchange.getException();
        if (failure != null) {
            throw fault(failure);
        }
        return parse(exchange.getMessage().getBody(String.class));
    }

    private JsonNode parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return json.nullNode();
        }
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ApiFault(Cause.PASSING, "NOT_JSON", "the answer was not JSON");
        }
    }

    /** Camel keeps the answer's body as the exception's message for raw calls. */
    private ApiFault fault(Exception failure) {
        if (!(failure instanceof SalesforceException refused)) {
            return new ApiFault(
                    Cause.UNKNOWN_OUTCOME, "NO_ANSWER", failure.getClass().getSimpleName());
        }
        int status = refused.getStatusCode();
        if (status == 0) {
            return noAnswer(refused);
        }
        String text = refused.getMessage() == null ? "" : refused.getMessage();
        JsonNode error = firstError(text);
        return error == null
                ? ApiFault.of(status, "", "HTTP status " + status)
                : ApiFault.of(
                        status,
                        error.path("errorCode").asText(),
                        error.path("message").asText());
    }

    /** A connection that could not be made had no effect; one that broke may have had it. */
    private static ApiFault noAnswer(SalesforceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.ConnectException || cause instanceof java.net.UnknownHostException) {
                return new ApiFault(Cause.PASSING, "NO_CONNECTION", "no connection could be made");
            }
        }
        return new ApiFault(Cause.UNKNOWN_OUTCOME, "NO_ANSWER", "the connection broke or timed out");
    }

    private @Nullable JsonNode firstError(String text) {
        try {
            JsonNode tree = json.readTree(text);
            JsonNode first = tree.isArray() ? tree.path(0) : tree;
            return first.has("errorCode") ? first : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static ApiFault loginFault(SalesforceException e) {
        boolean refused = e.getStatusCode() == 400 || e.getStatusCode() == 401;
        return refused
                ? new ApiFault(Cause.SESSION, "LOGIN_REFUSED", "the login was refused")
                : new ApiFault(Cause.PASSING, "LOGIN_FAILED", "the login was not answered");
    }

    @Override
    public void close() throws java.io.IOException {
        producer.close();
    }
}
