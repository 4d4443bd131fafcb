/** Research on the web. */
@NullMarked
package io.lantern.hub.enrich.research;

import org.jspecify.annotations.NullMarked;
