package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The organisations this hub is connected to. */
public interface SalesforceOrgs {
    /** @return every configured org, of all tenants */
    List<SalesforceOrg> all();

    /**
     * @return the org
     * @throws io.lantern.hub.kernel.ProblemException {@code not_configured} when the settings have no such org
     */
    SalesforceOrg get(OrgRef ref);

    /**
     * @param orgId the tenant's own name for the org, or its 15- or 18-character Salesforce org id; null means
     *     the tenant's only (or first configured) org
     * @throws io.lantern.hub.kernel.ProblemException {@code not_configured} when the tenant has no org, {@code
     *     not_found} when it has none of that name
     */
    SalesforceOrg ofTenant(TenantId tenant, @Nullable String orgId);
}
