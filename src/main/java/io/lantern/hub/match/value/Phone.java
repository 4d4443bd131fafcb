package io.lantern.hub.match.value;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/**
 * A telephone number in the form it is compared in.
 *
 * @param text as it was written
 * @param number E.164 when it could be read, else its bare digits
 */
public record Phone(String text, String number) {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int SHORTEST = 6;

    /**
     * @param region ISO 3166 code of where a national number is dialled
     * @return empty when there are too few digits, or all are the same as in a place-holder
     */
    public static Optional<Phone> of(String text, String region) {
        String digits = text.replaceAll("[^0-9]", "");
        if (digits.length() < SHORTEST || digits.chars().distinct().count() == 1) {
            return Optional.empty();
        }
        try {
            PhoneNumber number = NUMBERS.parse(text, region);
            if (NUMBERS.isPossibleNumber(number)) {
                number.clearExtension();
                return Optional.of(new Phone(text.strip(), NUMBERS.format(number, PhoneNumberFormat.E164)));
            }
        } catch (NumberParseException unreadable) {
            // Compared by its digits then.
        }
        return Optional.of(new Phone(text.strip(), digits));
    }

    /**
     * @return 1 when the same number; 0.95 when one lacks only its country code; 0.9 when one digit of a full number is
     *     wrong or two are swapped; else 0
     */
    public static double compare(Phone a, Phone b) {
        if (a.number.equals(b.number)) {
            return 1;
        }
        String left = digits(a);
        String right = digits(b);
        int shorter = Math.min(left.length(), right.length());
        if (shorter >= 8 && (left.endsWith(right) || right.endsWith(left))) {
            return 0.95;
        }
        return shorter >= 9 && WordSimilarity.oneSlip(left, right) ? 0.9 : 0;
    }

    private static String digits(Phone phone) {
        return phone.number.startsWith("+") ? phone.number.substring(1) : phone.number;
    }
}
