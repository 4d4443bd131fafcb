/**
 * Object definitions: one definition drives describe, validation and storage.
 */
@NullMarked
package io.lantern.sandbox.salesforce.schema;

import org.jspecify.annotations.NullMarked;
