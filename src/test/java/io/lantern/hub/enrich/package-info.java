/** Filling a record's blanks. */
@NullMarked
package io.lantern.hub.enrich;

import org.jspecify.annotations.NullMarked;
