/**
 * The kind of run that sends a record to the Camel route {@code workflow.<id>}, journaling each step.
 */
@NullMarked
package io.lantern.hub.workflow;

import org.jspecify.annotations.NullMarked;
