package io.lantern.hub.enrich;

import io.lantern.hub.provider.Effort;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.enrich}, as far as it is about looking records up.
 *
 * @param cacheFor how long an answer is given again for nothing
 * @param hedge whether the next source is asked beside one that takes longer than nineteen of twenty of its answers
 * @param vendors how many vendors are asked at most, by effort
 * @param phone of {@code enrich.phone}; and so on
 */
@Validated
@ConfigurationProperties("lantern.enrich")
record LookupSettings(
        @DefaultValue("30d") Duration cacheFor,
        @DefaultValue("false") boolean hedge,
        @DefaultValue @Valid Vendors vendors,
        @DefaultValue @Valid Service phone,
        @DefaultValue @Valid Service email,
        @DefaultValue @Valid Service company,
        @DefaultValue @Valid Service person) {

    /** {@code lantern.enrich.vendors}. Phone and email have no effort and take {@code high}. */
    record Vendors(
            @DefaultValue("1") @Min(0) int low,
            @DefaultValue("3") @Min(0) int medium,
            @DefaultValue("10") @Min(0) int high) {
        int most(Effort effort) {
            return switch (effort) {
                case LOW -> low;
                case MEDIUM -> medium;
                case HIGH -> high;
            };
        }
    }

    /**
     * One service.
     *
     * @param providers who is asked, in this order: built-in sources and vendors' routes; empty is whatever is built in
     * @param minConfidence at which no further source is asked, 0 to 1; null takes {@code
     *     lantern.enrich.min-confidence}
     */
    record Service(
            @DefaultValue List<String> providers,
            @DecimalMin("0") @DecimalMax("1") @Nullable Double minConfidence) {
        Service {
            providers = List.copyOf(providers);
        }
    }

    Service of(Wanted wanted) {
        return switch (wanted) {
            case PHONE -> phone;
            case EMAIL -> email;
            case COMPANY -> company;
            case PERSON -> person;
        };
    }
}
