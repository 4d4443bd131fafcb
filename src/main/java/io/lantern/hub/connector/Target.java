package io.lantern.hub.connector;

import io.lantern.hub.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Something configured that takes deliveries.
 *
 * @param name the type, or {@code webhook.<name>} where there may be several
 * @param tenant whose it is, so that nobody else sees or uses it; null for everybody's
 * @param account whose account or address there, for people to recognise; holds no secret; null when that is not known
 */
public record Target(
        String name, @Nullable TenantId tenant, @Nullable String account) {

    /** @return whether this tenant sees and uses it */
    public boolean isOf(TenantId one) {
        return tenant == null || tenant.equals(one);
    }
}
