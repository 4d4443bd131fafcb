/**
 * What a new org holds: always its own settings and administrator; on request a believable company. The same every
 * time, ids included.
 */
@NullMarked
package io.lantern.sandbox.salesforce.seed;

import org.jspecify.annotations.NullMarked;
