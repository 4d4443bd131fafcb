/**
 * Answers questions from the web, with quotes that are really there.
 */
@NullMarked
package io.lantern.hub.enrich.research;

import org.jspecify.annotations.NullMarked;
