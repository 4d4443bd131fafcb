package io.lantern.hub.provider.web;

import org.jspecify.annotations.Nullable;

/**
 * A postal address as far as it is known.
 *
 * @param state code where post uses codes, else as written
 * @param country ISO 3166-1 alpha-2
 */
record Address(
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country) {

    Address in(@Nullable String otherCountry) {
        return new Address(city, state, postalCode, otherCountry);
    }

    boolean isEmpty() {
        return city == null && postalCode == null;
    }
}
