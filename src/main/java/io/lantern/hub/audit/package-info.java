/**
 * The append-only log of who did what to which record, when and why. Tables {@code audit_*}.
 */
@NullMarked
package io.lantern.hub.audit;

import org.jspecify.annotations.NullMarked;
