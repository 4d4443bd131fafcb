package io.lantern.hub.salesforce;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes one edge per configured org, each with its own Camel component, session and gatherers. */
@Component
class OrgEdges implements SalesforceOrgs {
    /** A page of 2,000 wide rows is larger than Camel's own 4 MiB. */
    private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

    private final Map<OrgRef, OrgEdge> edges = new LinkedHashMap<>();
    private final Map<OrgRef, OrgSession> sessions = new LinkedHashMap<>();
    private final Map<OrgRef, OrgSettings> settings = new LinkedHashMap<>();

    OrgEdges(
            SalesforceSettings all,
            CamelContext camel,
            OwnWriteStore ownWrites,
            ObjectMapper json,
            MeterRegistry metrics,
            Clock clock,
            TrustStore trust) {
        trust.trust(all.connected().stream()
                .flatMap(org -> Stream.ofNullable(org.trustCertificate()))
                .distinct()
                .toList());
        for (OrgSettings org : all.connected()) {
            SalesforceComponent component = component(org, all.salesforce());
            camel.addComponent(org.component(), component);
            OrgSession session = new OrgSession(org, component, camel, json, metrics);
            sessions.put(org.ref(), session);
            settings.put(org.ref(), org);
            edges.put(org.ref(), new OrgEdge(org, session, new Persistence(clock), ownWrites, all.salesforce()));
        }
    }

    @Override
    public List<SalesforceOrg> all() {
        return List.copyOf(edges.values());
    }

    @Override
    public SalesforceOrg get(OrgRef ref) {
        OrgEdge edge = edges.get(ref);
        if (edge == null) {
            throw notConfigured("The org '" + ref.name() + "' is no longer in lantern.orgs; configure it again.");
        }
        return edge;
    }

    @Override
    public SalesforceOrg ofTenant(TenantId tenant, @Nullable String orgId) {
        List<SalesforceOrg> own = new ArrayList<>();
        edges.forEach((ref, edge) -> {
            if (ref.tenant().equals(tenant)) {
                own.add(edge);
            }
        });
        if (own.isEmpty()) {
            throw notConfigured(
                    "No Salesforce org is connected; set lantern.orgs[0].login-url, client-id and" + " client-secret.");
        }
        return orgId == null
                ? own.get(0)
                : own.stream()
                        .filter(org -> isMeant(org, orgId))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.NOT_FOUND, "No connected org has the name or id " + orgId + "."));
    }

    OrgSession session(OrgRef ref) {
        get(ref);
        return Objects.requireNonNull(sessions.get(ref));
    }

    OrgSettings settings(OrgRef ref) {
        get(ref);
        return Objects.requireNonNull(settings.get(ref));
    }

    @PreDestroy
    void close() throws IOException {
        edges.values().forEach(OrgEdge::close);
        for (OrgSession session : sessions.values()) {
            session.close();
        }
    }

    /** An org's own id is known once it answers; its name in the settings always. */
    private static boolean isMeant(SalesforceOrg org, String orgId) {
        boolean idShaped = orgId.startsWith("00D") && (orgId.length() == 15 || orgId.length() == 18);
        return idShaped
                ? org.orgId().substring(0, 15).equals(orgId.substring(0, 15))
                : org.ref().name().equals(orgId);
    }

    private static ProblemException notConfigured(String sentence) {
        return new ProblemException(ProblemCode.NOT_CONFIGURED, sentence);
    }

    private static SalesforceComponent component(OrgSettings org, SalesforceSettings.Edge behaviour) {
        SalesforceComponent component = new SalesforceComponent();
        component.setLoginConfig(login(org));
        SalesforceEndpointConfig config = new SalesforceEndpointConfig();
        config.setApiVersion(org.apiVersion());
        config.setRawPayload(true);
        component.setConfig(config);
        component.setPubSubHost(org.pubSubHost());
        component.setPubSubPort(org.pubSubPort());
        Map<String, Object> http = new HashMap<>();
        // Camel would log in once for each of several parallel calls; OrgSession does it once for all.
        http.put("maxRetries", 0);
        component.setHttpClientProperties(http);
        component.setHttpRequestTimeout(behaviour.requestTimeout().toMillis());
        component.setHttpClientIdleTimeout(behaviour.requestTimeout().toMillis());
        component.setHttpClientConnectionTimeout(10_000);
        component.setHttpMaxContentLength(LARGEST_ANSWER);
        // A long list of ids travels in the URL.
        component.setHttpRequestBufferSize(64 * 1024);
        return component;
    }

    private static SalesforceLoginConfig login(OrgSettings org) {
        SalesforceLoginConfig login = new SalesforceLoginConfig();
        login.setType(org.authentication());
        login.setLoginUrl(String.valueOf(org.loginUrl()));
        login.setClientId(org.clientId());
        login.setClientSecret(org.clientSecret());
        login.setUserName(org.username());
        login.setPassword(org.password());
        login.setRefreshToken(org.refreshToken());
        if (org.keystore() != null) {
            KeyStoreParameters keystore = new KeyStoreParameters();
            keystore.setResource("file:" + org.keystore());
            keystore.setPassword(org.keystorePassword());
            login.setKeystore(keystore);
        }
        // An org that is down must not keep the hub from starting: OrgSession logs in with the first call.
        login.setLazyLogin(true);
        return login;
    }
}
