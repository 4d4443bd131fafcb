/** What several tests share: databases, and suites that every implementation of a door must pass. */
@NullMarked
package io.lantern.contract;

import org.jspecify.annotations.NullMarked;
