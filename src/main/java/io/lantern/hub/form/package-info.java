/**
 * Web forms: what a person enters is checked, kept, enriched where that is lawful, and pushed to its targets.
 */
@NullMarked
package io.lantern.hub.form;

import org.jspecify.annotations.NullMarked;
