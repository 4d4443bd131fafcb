package io.lantern.hub.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the HTTP rim, under {@code lantern.api}.
 *
 * @param maxBody largest request body that is read; a larger one is answered with 413
 * @param maxDepth deepest nesting of a JSON body
 * @param bodyTimeout longest time a request body may take to arrive; a slower one is answered with 400
 */
@Validated
@ConfigurationProperties("lantern.api")
record RimSettings(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("32") @Min(4) @Max(500) int maxDepth,
        @DefaultValue("30s") Duration bodyTimeout) {}
