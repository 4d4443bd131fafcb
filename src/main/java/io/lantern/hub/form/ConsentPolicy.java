package io.lantern.hub.form;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Decides whether a person's data may go to a data vendor. */
@Component
class ConsentPolicy {
    private final Set<String> countries;
    private final boolean unknownNeedsConsent;

    ConsentPolicy(FormSettings settings) {
        this.countries = settings.consentCountries().isEmpty()
                ? shipped()
                : settings.consentCountries().stream()
                        .map(code -> code.strip().toUpperCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        this.unknownNeedsConsent = settings.unknownCountryNeedsConsent();
    }

    /** @param country ISO 3166 code of where the person is; empty when nothing tells */
    boolean allows(FormRequest.@Nullable Consent consent, Optional<String> country) {
        boolean needed = country.map(countries::contains).orElse(unknownNeedsConsent);
        return !needed || (consent != null && (consent.given() || isOtherBasis(consent.lawfulBasis())));
    }

    /** Consent itself is a basis only when it was given. */
    private static boolean isOtherBasis(@Nullable String basis) {
        return basis != null && !basis.equals("consent");
    }

    private static Set<String> shipped() {
        try {
            return new ClassPathResource("form/consent-countries.csv")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(",")))
                    .map(String::strip)
                    .filter(code -> !code.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
