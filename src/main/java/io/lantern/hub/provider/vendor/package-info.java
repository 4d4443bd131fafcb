/**
 * Data vendors that are called over HTTP. A vendor is a card, one YAML file for the route template {@code vendor}
 * ({@code routes/provider/vendor.camel.yaml}); these classes are the steps of that route.
 */
@NullMarked
package io.lantern.hub.provider.vendor;

import org.jspecify.annotations.NullMarked;
