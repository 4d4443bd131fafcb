package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.SalesforceId;
import org.jspecify.annotations.Nullable;

/** Who owns the account of a record. @param owner a user; null when there is no account, or a queue owns it */
public record AccountOwner(@Nullable SalesforceId owner) {}
