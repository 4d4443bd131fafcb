@NullMarked
package io.lantern.hub.provider.vendor;

import org.jspecify.annotations.NullMarked;
