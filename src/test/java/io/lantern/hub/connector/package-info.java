@NullMarked
package io.lantern.hub.connector;

import org.jspecify.annotations.NullMarked;
