/** Asking several sources at the least cost. */
@NullMarked
package io.lantern.hub.enrich.waterfall;

import org.jspecify.annotations.NullMarked;
