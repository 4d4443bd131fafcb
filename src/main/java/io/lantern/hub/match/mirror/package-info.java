/**
 * A copy of the org's accounts, contacts and open leads, and the index over it that finds the few worth comparing. Tables
 * {@code match_mirror*}. Closed to other rooms.
 */
@NullMarked
package io.lantern.hub.match.mirror;

import org.jspecify.annotations.NullMarked;
