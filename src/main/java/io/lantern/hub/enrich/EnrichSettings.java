package io.lantern.hub.enrich;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.enrich}.
 *
 * @param minConfidence below this a found value is not used, 0 to 1
 * @param normalisePhones whether a number that is there already is rewritten as E.164; it stays the same number
 * @param defaultRegion ISO 3166-1 alpha-2 of numbers that nothing else places; null leaves those alone
 * @param phoneTypeField API name of a field of yours for the kind of number; null writes it nowhere
 * @param emailStatusField API name of a field of yours for the state of the address; null writes it nowhere
 * @param write which found value goes into which field, beside and instead of what ships
 */
@Validated
@ConfigurationProperties("lantern.enrich")
record EnrichSettings(
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.7")
        double minConfidence,

        @DefaultValue("true") boolean normalisePhones,
        @Nullable String defaultRegion,
        @Nullable String phoneTypeField,
        @Nullable String emailStatusField,
        @DefaultValue List<@Valid FieldRule> write) {
    EnrichSettings {
        write = List.copyOf(write);
    }
}
