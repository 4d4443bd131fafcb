/**
 * The org's records: validated, transactional, durable.
 */
@NullMarked
package io.lantern.sandbox.salesforce.store;

import org.jspecify.annotations.NullMarked;
