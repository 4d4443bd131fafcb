package io.lantern.hub.credit;

import io.lantern.hub.kernel.TenantId;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of credits, under {@code lantern.credit}.
 *
 * @param initial what a tenant is granted when the hub first meets it, once. The default is as good as unlimited: a hub
 *     whose owner has set nothing must not stop to process leads one day because nobody granted credits
 * @param initialOf the same for single tenants, by tenant id
 * @param reservation after which a reservation of a request is taken for forgotten by a killed process and released;
 *     must be longer than any request lives
 * @param checkEvery how often every account is compared with its ledger
 */
@Validated
@ConfigurationProperties("lantern.credit")
record CreditSettings(
        @DefaultValue("1000000000")
        @DecimalMin("0")
        @DecimalMax("1000000000")
        @Digits(integer = 10, fraction = Credits.DECIMALS)
        BigDecimal initial,

        @DefaultValue
        Map<
                        @Min(1) Integer,
                        @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = Credits.DECIMALS)
                        BigDecimal>
                initialOf,

        @DefaultValue("15m") @DurationMin(minutes = 3) @DurationMax(days = 7)
        Duration reservation,

        @DefaultValue("15m") @DurationMin(seconds = 1) @DurationMax(days = 7)
        Duration checkEvery) {
    CreditSettings {
        initialOf = Map.copyOf(initialOf);
    }

    Credits initial(TenantId tenant) {
        return new Credits(initialOf.getOrDefault(tenant.value(), initial));
    }
}
