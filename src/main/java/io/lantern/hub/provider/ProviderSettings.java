package io.lantern.hub.provider;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** {@code lantern.provider}. @param email of the built-in e-mail check */
@Validated
@ConfigurationProperties("lantern.provider")
record ProviderSettings(@DefaultValue Email email) {

    /**
     * {@code lantern.provider.email}.
     *
     * @param mxLookup whether the DNS is asked if a domain takes mail; off answers {@code unknown}
     * @param dnsTimeout longest time a check waits for the DNS
     * @param dnsPause how long the DNS is left alone after it did not answer several times in a row
     * @param cacheFor how long what the DNS said of a domain is believed
     * @param cacheSize most domains remembered
     * @param disposableDomains file with one domain per line, used instead of the list that ships; null for that
     */
    record Email(
            @DefaultValue("true") boolean mxLookup,
            @DefaultValue("300ms") Duration dnsTimeout,
            @DefaultValue("60s") Duration dnsPause,
            @DefaultValue("12h") Duration cacheFor,
            @DefaultValue("10000") @Min(1) int cacheSize,
            @Nullable Path disposableDomains) {}
}
