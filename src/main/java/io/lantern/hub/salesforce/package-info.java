/**
 * The only room that knows a Salesforce URL: sessions, query, composite writes, conversion, merge, subscriptions, limits, errors.
 */
@NullMarked
package io.lantern.hub.salesforce;

import org.jspecify.annotations.NullMarked;
