package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The built-in provider says of a number what libphonenumber itself says, however it is written. */
class PhonePlansTest {
    private static final int COUNTRIES = 60;
    private static final int NUMBERS = 10_000;

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final BuiltinPhone provider = new BuiltinPhone();
    private final Random random = new Random(20260301);

    /** A number as somebody writes it, with what the library makes of it. */
    private record Written(String text, String region, PhoneNumber number) {}

    @Test
    void tenThousandNumbersOfSixtyCountriesAreReadAsLibphonenumberReadsThem() {
        List<Written> numbers = numbers();
        assertThat(numbers).hasSize(NUMBERS);
        assertThat(numbers.stream().map(Written::region).distinct()).hasSize(COUNTRIES);

        List<String> wrong = new ArrayList<>();
        int valid = 0;
        for (Written written : numbers) {
            ProviderAnswer answer =
                    provider.find(new ProviderQuestion(Map.of("phone", written.text(), "country", written.region())));
            boolean isValid = plans.isValidNumber(written.number());
            valid += isValid ? 1 : 0;
            String expected = plans.format(written.number(), PhoneNumberFormat.E164) + " " + isValid;
            String said = value(answer, "phone") + " " + value(answer, "phone_valid");
            if (!said.equals(expected) || (isValid && !type(written).equals(value(answer, "phone_type")))) {
                wrong.add(written.region() + " " + written.text() + ": " + said + ", not " + expected);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(valid).as("of both kinds there are many").isBetween(NUMBERS / 4, NUMBERS * 3 / 4);
    }

    private List<Written> numbers() {
        List<String> regions = Arrays.stream(Locale.getISOCountries())
                .filter(region -> plans.getExampleNumber(region) != null)
                .sorted()
                .toList();
        List<Written> numbers = new ArrayList<>();
        int step = regions.size() / COUNTRIES;
        for (int i = 0; numbers.size() < NUMBERS; i++) {
            String region = regions.get(i % COUNTRIES * step);
            PhoneNumber number = number(region, i / COUNTRIES % 2 == 0);
            String text = plans.format(number, formats()[i / COUNTRIES % 4]);
            PhoneNumber read = read(text, region);
            if (read != null) {
                numbers.add(new Written(text, region, read));
            }
        }
        return numbers;
    }

    private static PhoneNumberFormat[] formats() {
        return new PhoneNumberFormat[] {
            PhoneNumberFormat.E164,
            PhoneNumberFormat.INTERNATIONAL,
            PhoneNumberFormat.RFC3966,
            PhoneNumberFormat.NATIONAL
        };
    }

    /** Near an example the last digits vary and most numbers are valid; others are random digits. */
    private PhoneNumber number(String region, boolean nearExample) {
        PhoneNumber example = plans.getExampleNumber(region);
        String digits = plans.getNationalSignificantNumber(example);
        String national = nearExample
                ? digits.substring(0, Math.max(0, digits.length() - 3)) + digits(3)
                : digits(4 + random.nextInt(9));
        PhoneNumber number =
                new PhoneNumber().setCountryCode(example.getCountryCode()).setNationalNumber(Long.parseLong(national));
        return example.isItalianLeadingZero() && nearExample ? number.setItalianLeadingZero(true) : number;
    }

    private @Nullable PhoneNumber read(String text, String region) {
        try {
            return plans.parse(text, region);
        } catch (NumberParseException notANumber) {
            return null;
        }
    }

    private String type(Written written) {
        return plans.getNumberType(written.number()).name().toLowerCase(Locale.ROOT);
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String value(ProviderAnswer answer, String field) {
        return answer.field(field).map(ProviderAnswer.Found::text).orElse("nothing");
    }
}
