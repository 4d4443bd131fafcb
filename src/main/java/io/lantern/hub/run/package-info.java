/**
 * Durable executions: state machine, step journal, retries, dead letters. Knows no kind of work by name. Tables {@code run_*}.
 */
@NullMarked
package io.lantern.hub.run;

import org.jspecify.annotations.NullMarked;
