package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.CrmRecord;
import org.jspecify.annotations.Nullable;

/**
 * @param found false when the org has no such record, or it is deleted
 * @param record null when not found
 */
public record ReadResult(boolean found, @Nullable CrmRecord record) {}
