package io.lantern.hub.provider.vendor;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.provider}, as far as it is about vendors.
 *
 * @param cards folder of your own cards, followed while the hub runs; it need not exist
 */
@Validated
@ConfigurationProperties("lantern.provider")
record VendorSettings(Path cards) {}
