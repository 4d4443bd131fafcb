package io.lantern.hub.convert;

import io.lantern.hub.kernel.SalesforceId;
import org.jspecify.annotations.Nullable;

/**
 * What became of a contact that may be a duplicate.
 *
 * @param survivor the contact that is there now
 * @param merged the contact that went into it; null when nothing was merged
 * @param reason one sentence a person understands
 */
public record MergeResult(SalesforceId survivor, @Nullable SalesforceId merged, String reason) {}
