/**
 * The forms in which names, domains, addresses and numbers are compared, and how alike two of them are. Pure: no
 * bean, no table. Closed to other rooms.
 */
@NullMarked
package io.lantern.hub.match.value;

import org.jspecify.annotations.NullMarked;
