/**
 * Rule language, normalising, scoring and explaining matches; the CRM mirror. Tables {@code match_*}.
 */
@NullMarked
package io.lantern.hub.match;

import org.jspecify.annotations.NullMarked;
