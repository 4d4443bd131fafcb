/**
 * How long entries of the log are kept, and their removal when that time is over. The links of the chain stay. Table
 * {@code audit_retention}; routes {@code audit.retention}, {@code audit.changeRetention}, {@code audit.cleanup}.
 */
@NullMarked
package io.lantern.hub.audit.retention;

import org.jspecify.annotations.NullMarked;
