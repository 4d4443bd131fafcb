package io.lantern.hub.credit;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The price list, under {@code lantern.pricing}.
 *
 * @param pricing credits by item, 0 to 1,000,000 with at most four decimals; an item that is not named costs what ships
 */
@Validated
@ConfigurationProperties("lantern")
record PricingSettings(
        @DefaultValue
        Map<Item, @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = Credits.DECIMALS) BigDecimal>
                pricing) {
    PricingSettings {
        pricing = Map.copyOf(pricing);
    }

    Map<Item, Credits> prices() {
        Map<Item, Credits> prices = new EnumMap<>(Item.class);
        for (Item item : Item.values()) {
            prices.put(item, new Credits(pricing.getOrDefault(item, item.shipped())));
        }
        return prices;
    }
}
