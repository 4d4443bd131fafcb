/**
 * Who is logged in to the org: opaque tokens, durable over a restart, with a settable life.
 */
@NullMarked
package io.lantern.sandbox.salesforce.session;

import org.jspecify.annotations.NullMarked;
