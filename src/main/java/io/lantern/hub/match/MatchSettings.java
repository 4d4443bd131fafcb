package io.lantern.hub.match;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.match}.
 *
 * @param threshold least confidence of a match by the default rules, 0 to 1
 * @param region ISO 3166 code of the country in which a telephone number without country code is dialled, when the
 *     record names no country
 */
@Validated
@ConfigurationProperties("lantern.match")
record MatchSettings(
        @DecimalMin("0.5") @DecimalMax("0.99") @DefaultValue("0.8")
        double threshold,

        @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166 country code, for example US") @DefaultValue("US")
        String region) {}
