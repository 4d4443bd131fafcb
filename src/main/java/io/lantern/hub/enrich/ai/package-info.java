/**
 * Answers questions about a record with a language model.
 */
@NullMarked
package io.lantern.hub.enrich.ai;

import org.jspecify.annotations.NullMarked;
