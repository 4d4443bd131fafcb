package io.lantern.hub.messaging;

import io.lantern.hub.kernel.TenantId;

/**
 * Something that has happened, to be published.
 *
 * @param id the same each time it is published; a consumer that has seen it drops it
 * @param key facts of the same key go to the same partition, in order
 * @param position in the outbox, or in the tenant's chain of the log
 * @param body JSON
 */
record Fact(TenantId tenant, String topic, String id, String key, long position, String body) {}
