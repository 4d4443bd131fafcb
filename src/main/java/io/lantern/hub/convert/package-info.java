/**
 * Lead conversion and merge: decides by policy, calls Salesforce's own conversion, is safe to repeat. Tables {@code convert_*}.
 */
@NullMarked
package io.lantern.hub.convert;

import org.jspecify.annotations.NullMarked;
