package io.lantern.sandbox.salesforce.rest;

/** What one route does. Refusals are {@link io.lantern.sandbox.salesforce.store.OrgFault}. */
@FunctionalInterface
interface RestOperation {
    RestAnswer answer(RestCall call);
}
