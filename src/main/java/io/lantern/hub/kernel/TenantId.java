package io.lantern.hub.kernel;

/**
 * The customer who owns keys, orgs, pools and logs. Every row and every query carries it.
 *
 * @param value positive integer, as in the contract's {@code tenant_id}
 */
public record TenantId(int value) {
    public TenantId {
        if (value <= 0) {
            throw new IllegalArgumentException("A tenant id is a positive integer, not " + value);
        }
    }
}
