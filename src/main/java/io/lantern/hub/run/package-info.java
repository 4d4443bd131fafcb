/**
 * Durable executions: a run is written in the transaction of what caused it, is done by registered {@link
 * io.lantern.hub.run.RunWork}, keeps a journal of its steps, and survives a kill at any instant. A failure is repeated
 * with growing, jittered pauses; what still fails is a dead letter that says why and can be replayed. Runs of one
 * subject are taken one at a time, in the order they were started. Knows no kind of work by name. Tables {@code run_*}.
 */
@NullMarked
package io.lantern.hub.run;

import org.jspecify.annotations.NullMarked;
