/**
 * Asks several sources one after the other, at the least cost: when to stop, whom to believe, what is paid. Knows
 * neither the network nor the database.
 */
@NullMarked
package io.lantern.hub.enrich.waterfall;

import org.jspecify.annotations.NullMarked;
