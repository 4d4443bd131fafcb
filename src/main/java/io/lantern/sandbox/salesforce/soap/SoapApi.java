package io.lantern.sandbox.salesforce.soap;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.salesforce.data.ApiUsage;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.data.Scope;
import io.lantern.sandbox.salesforce.session.Session;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The partner SOAP API: {@code /services/Soap/u/<version>[/<org>]}. */
public final class SoapApi {
    static final String XML = "text/xml;charset=UTF-8";

    private static final int OLDEST = 31;
    private static final int NEWEST = 68;

    private final Org org;
    private final SoapLogin login;
    private final Map<String, Operation> operations = new HashMap<>();

    /** What a call does: writes its result. */
    @FunctionalInterface
    interface Operation {
        Xml answer(SoapCall call);
    }

    /** @param password of every user */
    public SoapApi(Org org, String password) {
        this.org = org;
        this.login = new SoapLogin(org, password);
        SoapRows rows = new SoapRows(org);
        SoapQuery query = new SoapQuery(org);
        SoapDescribe describe = new SoapDescribe(org);
        SoapLeads leads = new SoapLeads(org);
        operations.put("logout", login::logout);
        operations.put("getUserInfo", login::userInfo);
        operations.put("getServerTimestamp", login::timestamp);
        operations.put("query", query::query);
        operations.put("queryAll", query::queryAll);
        operations.put("queryMore", query::queryMore);
        operations.put("create", rows::create);
        operations.put("update", rows::update);
        operations.put("upsert", rows::upsert);
        operations.put("delete", rows::delete);
        operations.put("undelete", rows::undelete);
        operations.put("retrieve", rows::retrieve);
        operations.put("describeSObject", describe::one);
        operations.put("describeSObjects", describe::many);
        operations.put("describeGlobal", describe::global);
        operations.put("convertLead", leads::convert);
        operations.put("merge", leads::merge);
    }

    /** Answers a request whose path begins with {@code /services/Soap/u}. */
    public WebAnswer serve(WebRequest request) {
        try {
            String version = version(request.segments());
            Envelope envelope = Envelope.parse(request.body());
            String client = Objects.requireNonNullElse(envelope.header("CallOptions", "client"), "unnamed");
            org.faults().counts().count("soap." + envelope.name(), client);
            org.usage().use();
            Xml result = envelope.name().equals("login")
                    ? login.login(envelope, request.base(), version)
                    : answer(envelope, request, client, version);
            return WebAnswer.of(200, XML, Xml.envelope(envelope.name(), limits(), result));
        } catch (OrgFault fault) {
            return SoapFault.of(fault);
        } catch (IllegalArgumentException e) {
            return SoapFault.of(new OrgFault("UNKNOWN_EXCEPTION", 500, String.valueOf(e.getMessage()), List.of()));
        }
    }

    private Xml answer(Envelope envelope, WebRequest request, String client, String version) {
        String path = request.path() + "/" + envelope.name();
        String token = Objects.requireNonNullElse(envelope.header("SessionHeader", "sessionId"), "");
        Session session = org.faults().strike("unauthorized", path) != null
                ? null
                : org.sessions().check(token);
        if (session == null) {
            throw new OrgFault(
                    "INVALID_SESSION_ID", 500, "Invalid Session ID found in SessionHeader: Illegal Session", List.of());
        }
        Fault limit = org.faults().strike("request-limit", path);
        if (limit != null) {
            throw new OrgFault(
                    "REQUEST_LIMIT_EXCEEDED",
                    500,
                    limit.text("kind", "total").equals("concurrent")
                            ? "ConcurrentRequests (Concurrent API Requests) Limit exceeded."
                            : "TotalRequests Limit exceeded.",
                    List.of());
        }
        Operation operation = operations.get(envelope.name());
        if (operation == null) {
            throw new OrgFault(
                    "INVALID_OPERATION", 500, "The sandbox org has no operation " + envelope.name() + ".", List.of());
        }
        Actor actor = new Actor(session.userId(), client.equals("unnamed") ? null : client, "soap", version);
        return operation.answer(new SoapCall(envelope, session, token, request.base(), Scope.own(org.store(), actor)));
    }

    private String version(List<String> segments) {
        String text = segments.size() > 3 ? segments.get(3) : "";
        int major = text.matches("\\d{1,3}(\\.0)?") ? Integer.parseInt(text.replace(".0", "")) : 0;
        Fault retired = org.faults().get("retired-version");
        int oldest = retired == null ? OLDEST : retired.number("below", NEWEST);
        if (major < oldest || major > NEWEST) {
            throw new OrgFault("UNSUPPORTED_API_VERSION", 500, "API version " + text + " is not supported.", List.of());
        }
        return major + ".0";
    }

    private String limits() {
        return "<soapenv:Header><LimitInfoHeader><limitInfo><current>"
                + org.usage().used()
                + "</current><limit>" + ApiUsage.MAX
                + "</limit><type>API REQUESTS</type></limitInfo></LimitInfoHeader></soapenv:Header>";
    }
}
