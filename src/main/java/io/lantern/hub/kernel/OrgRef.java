package io.lantern.hub.kernel;

/**
 * Names one Salesforce organisation of one tenant.
 *
 * @param tenant who owns it
 * @param name the org's name in the settings ({@code lantern.orgs[].name}), lower case, unique in the hub
 */
public record OrgRef(TenantId tenant, String name) {}
