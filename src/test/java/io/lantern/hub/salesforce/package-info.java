/** Tests of the Salesforce edge. */
@NullMarked
package io.lantern.hub.salesforce;

import org.jspecify.annotations.NullMarked;
