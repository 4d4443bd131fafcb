@NullMarked
package io.lantern.sandbox.salesforce.event;

import org.jspecify.annotations.NullMarked;
