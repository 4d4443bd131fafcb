/**
 * Fills blanks of a record from providers, and says where each value came from.
 */
@NullMarked
package io.lantern.hub.enrich;

import org.jspecify.annotations.NullMarked;
