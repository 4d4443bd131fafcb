package io.lantern.hub.provider;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber.CountryCodeSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a phone number with the numbering plans of libphonenumber. No network, no vendor.
 *
 * <p>Input: {@code phone}; helped by {@code country}, {@code state}, {@code domain} (or an e-mail's) and {@code
 * default_region}, in this order, when the number carries no country code. Found: {@code phone} (E.164), {@code
 * phone_extension}, {@code phone_type}, {@code phone_valid}, {@code country} (ISO 3166-1 alpha-2).
 */
@Component
class BuiltinPhone {
    private static final String NAME = "builtin.phone";
    private static final double NOT_VALID = 0.3;

    /** Letters are kept: 1-800-FLOWERS is a number. Longer text is none, and parsing it would only cost time. */
    private static final int MAX_LENGTH = 80;

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

    /** Where a number's region was taken from, and how much that says. */
    private record Hint(Region region, double confidence) {}

    ProviderAnswer find(ProviderQuestion question) {
        String text = question.text("phone");
        if (text == null || text.length() > MAX_LENGTH) {
            return new ProviderAnswer(List.of());
        }
        Hint hint = hint(question);
        PhoneNumber number = parse(text, hint);
        return number == null ? new ProviderAnswer(List.of()) : answer(number, hint);
    }

    private ProviderAnswer answer(PhoneNumber number, @Nullable Hint hint) {
        boolean international = number.getCountryCodeSource() == CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN
                || number.getCountryCodeSource() == CountryCodeSource.FROM_NUMBER_WITH_IDD;
        boolean valid = plans.isValidNumber(number);
        double placed = international || hint == null ? 0.98 : hint.confidence();
        double confidence = valid ? placed : NOT_VALID;
        ProviderAnswer.Collector found = new ProviderAnswer.Collector(NAME)
                .put("phone", plans.format(number, PhoneNumberFormat.E164), confidence)
                .put("phone_valid", valid, placed);
        if (number.hasExtension()) {
            found.put("phone_extension", number.getExtension(), confidence);
        }
        String region = plans.getRegionCodeForNumber(number);
        if (valid && region != null && !region.equals("001")) {
            found.put("phone_type", plans.getNumberType(number).name().toLowerCase(Locale.ROOT), confidence);
            // A number is kept when its owner moves, so even a sure number is a little less sure of the country.
            found.put("country", region, Math.min(confidence, 0.9));
        }
        return found.answer();
    }

    private @Nullable PhoneNumber parse(String text, @Nullable Hint hint) {
        String region = hint == null ? "ZZ" : hint.region().code();
        Optional<PhoneNumber> plain = parse(text, region);
        if (plain.isPresent() && plans.isValidNumber(plain.get())) {
            return plain.get();
        }
        // 0049 30 …, the way Europe dials abroad, is read as such whatever the region.
        String digits = text.replaceAll("[^0-9]", "");
        if (digits.startsWith("00")) {
            Optional<PhoneNumber> abroad = parse("+" + digits.substring(2), "ZZ");
            if (abroad.isPresent() && plans.isValidNumber(abroad.get())) {
                return abroad.get();
            }
        }
        return plain.orElse(null);
    }

    private Optional<PhoneNumber> parse(String text, String region) {
        try {
            return Optional.of(plans.parseAndKeepRawInput(text, region));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    private @Nullable Hint hint(ProviderQuestion question) {
        Set<String> supported = plans.getSupportedRegions();
        return Optional.ofNullable(question.text("country"))
                .flatMap(Region::ofCountry)
                .map(region -> new Hint(region, 0.95))
                .or(() -> Optional.ofNullable(question.text("state"))
                        .flatMap(Region::ofState)
                        .map(region -> new Hint(region, 0.9)))
                .or(() -> Optional.ofNullable(domain(question))
                        .flatMap(Region::ofDomain)
                        .map(region -> new Hint(region, 0.8)))
                .or(() -> Optional.ofNullable(question.text("default_region"))
                        .flatMap(Region::ofCountry)
                        .map(region -> new Hint(region, 0.7)))
                .filter(hint -> supported.contains(hint.region().code()))
                .orElse(null);
    }

    private static @Nullable String domain(ProviderQuestion question) {
        String domain = question.text("domain");
        String email = question.text("email");
        return domain == null && email != null ? email.substring(email.lastIndexOf('@') + 1) : domain;
    }
}
