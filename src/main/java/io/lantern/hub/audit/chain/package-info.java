/**
 * Makes it visible when the log was tampered with: entries become links of a chain of hashes, one chain per tenant.
 * Entries are written by whoever decides, each in its own transaction; one writer links what has been committed, in
 * batches, so that nobody waits for anybody. Tables {@code audit_link}, {@code audit_head}, {@code audit_unlinked}.
 */
@NullMarked
package io.lantern.hub.audit.chain;

import org.jspecify.annotations.NullMarked;
