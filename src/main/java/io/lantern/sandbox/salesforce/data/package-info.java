/**
 * What the REST and the SOAP face share: rows written with partial success, conversion, merge, query cursors, usage.
 */
@NullMarked
package io.lantern.sandbox.salesforce.data;

import org.jspecify.annotations.NullMarked;
