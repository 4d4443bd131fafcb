package io.lantern.hub.connector;

import io.lantern.hub.connector.Connection.Use;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.provider.LanguageModels;
import io.lantern.hub.provider.Source;
import io.lantern.hub.provider.WebSearch;
import io.lantern.hub.provider.vendor.Vendors;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.Soql;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everything a tenant's hub is or could be connected to. Vendors, models and the search serve all tenants. */
@Component
class Connections {
    /** In the order of the contract; kafka is there before anything delivers to it. */
    private static final List<String> TYPES =
            List.of("eloqua", "s3", "kafka", "email", "gmail", "slack", "whatsapp", "webhook");

    private static final Soql SHORTEST = Soql.of("SELECT Id FROM Organization");

    private final Map<String, Connector> connectors;
    private final SalesforceOrgs orgs;
    private final Vendors vendors;
    private final LanguageModels models;
    private final WebSearch search;
    private final Outcomes outcomes;

    Connections(
            List<Connector> connectors,
            SalesforceOrgs orgs,
            Vendors vendors,
            LanguageModels models,
            WebSearch search,
            Outcomes outcomes) {
        this.connectors = connectors.stream().collect(Collectors.toMap(Connector::type, connector -> connector));
        this.orgs = orgs;
        this.vendors = vendors;
        this.models = models;
        this.search = search;
        this.outcomes = outcomes;
    }

    List<Connection> of(TenantId tenant) {
        List<Connection> all = new ArrayList<>(salesforce(tenant));
        for (String type : TYPES) {
            Connector connector = connectors.get(type);
            if (connector == null) {
                all.add(Connection.missing(type, "This version does not speak to " + type + "."));
            } else {
                all.addAll(targets(connector, tenant));
            }
        }
        all.add(source(search.source()));
        vendors.sources().forEach(vendor -> all.add(source(vendor)));
        models.sources().forEach(model -> all.add(source(model)));
        return all;
    }

    private List<Connection> salesforce(TenantId tenant) {
        List<Connection> own = orgs.all().stream()
                .filter(org -> org.ref().tenant().equals(tenant))
                .map(org -> new Connection(
                        "salesforce",
                        "salesforce " + org.ref().name(),
                        org.ref().name(),
                        null,
                        null,
                        () -> asked(org)))
                .toList();
        return own.isEmpty()
                ? List.of(Connection.missing(
                        "salesforce", "Set lantern.orgs[0].name, .login-url, .client-id and .client-secret."))
                : own;
    }

    /** A session that stands from earlier proves nothing: one small query does. */
    private static String asked(SalesforceOrg org) {
        String id = org.orgId();
        org.queryPage(SHORTEST, Purpose.HEALTH);
        return id;
    }

    private List<Connection> targets(Connector connector, TenantId tenant) {
        List<Connection> own = connector.targets().stream()
                .filter(target -> target.isOf(tenant))
                .map(target -> new Connection(
                        target.name(),
                        target.name(),
                        target.account(),
                        null,
                        connector.isKnownByUse() ? use(target.name()) : null,
                        () -> connector.check(target)))
                .toList();
        return own.isEmpty()
                ? List.of(Connection.missing(connector.type(), "Set " + connector.setting(connector.type()) + "."))
                : own;
    }

    private @Nullable Use use(String target) {
        return outcomes.of(target)
                .map(outcome -> new Use(
                        outcome.at(),
                        outcome.problem() == null
                                ? null
                                : "The last delivery failed: "
                                        + outcome.problem().message()))
                .orElse(null);
    }

    private static Connection source(Source source) {
        URI address = source.address();
        if (address == null) {
            return Connection.missing(source.name(), "Set " + source.setting() + ".");
        }
        var last = source.lastCall();
        return new Connection(
                source.name(),
                "source " + source.name(),
                address.getHost(),
                null,
                last == null
                        ? null
                        : new Use(last.at(), last.error() == null ? null : "The last call failed: " + last.error()),
                () -> {
                    Reach.check(source.name(), address);
                    return null;
                });
    }
}
