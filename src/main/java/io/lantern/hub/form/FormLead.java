package io.lantern.hub.form;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.sanctionco.jmail.JMail;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A person as entered, in one form: names parted, the address in lower case, the number in E.164, the country as its
 * code's English name.
 *
 * @param fields snake_case name to value; no blanks
 * @param country ISO 3166 code; empty when neither the form nor number nor address tell
 */
record FormLead(Map<String, Object> fields, Optional<String> country) {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    /** @throws ProblemException {@code bad_request} with every fault that the visitor can mend */
    static FormLead of(FormRequest request, Predicate<String> isMark) {
        List<Problem.Detail> faults = new ArrayList<>();
        Map<String, Object> fields = new LinkedHashMap<>();
        names(request, fields, faults);
        String email = request.email().strip().toLowerCase(Locale.ROOT);
        if (!JMail.isValid(email) || !email.contains(".")) {
            faults.add(new Problem.Detail("email", "is not an e-mail address"));
        }
        fields.put("email", email);
        Optional<Region> stated = Optional.ofNullable(request.country()).flatMap(Region::ofCountry);
        Optional<PhoneNumber> phone = phone(request.phone(), stated, fields, faults);
        Optional<Region> region = stated.or(
                        () -> phone.map(PHONES::getRegionCodeForNumber).flatMap(Region::ofCountry))
                .or(() -> Region.ofDomain(email.substring(email.indexOf('@') + 1)));
        put(fields, "company", request.company());
        put(fields, "title", request.title());
        put(fields, "country", region.map(Region::englishName).orElse(request.country()));
        additional(request, isMark, fields);
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    new Problem(ProblemCode.BAD_REQUEST, "The form has faults; nothing was taken.", faults));
        }
        return new FormLead(fields, region.map(Region::code));
    }

    private static void names(FormRequest request, Map<String, Object> fields, List<Problem.Detail> faults) {
        String first = text(request.firstName());
        String last = text(request.lastName());
        String whole = text(request.name());
        if (whole != null && last == null) {
            int space = whole.lastIndexOf(' ');
            first = first == null && space > 0 ? whole.substring(0, space).strip() : first;
            last = whole.substring(space + 1);
        }
        if (last == null || (first == null && whole == null)) {
            faults.add(new Problem.Detail(
                    first == null ? "name" : "last_name", "is required: a name, or a first_name and a last_name"));
        }
        put(fields, "first_name", first);
        put(fields, "last_name", last);
    }

    /** A number that cannot be read without its country is kept as it was typed: no lead is lost for it. */
    private static Optional<PhoneNumber> phone(
            @Nullable String typed, Optional<Region> region, Map<String, Object> fields, List<Problem.Detail> faults) {
        String text = text(typed);
        if (text == null) {
            return Optional.empty();
        }
        fields.put("phone", text);
        boolean placed = text.startsWith("+") || text.startsWith("00") || region.isPresent();
        try {
            String dialled = text.startsWith("00") ? "+" + text.substring(2) : text;
            PhoneNumber number = PHONES.parse(dialled, region.map(Region::code).orElse("US"));
            if (PHONES.isValidNumber(number) && placed) {
                fields.put("phone", PHONES.format(number, PhoneNumberUtil.PhoneNumberFormat.E164));
                return Optional.of(number);
            }
        } catch (NumberParseException e) {
            placed = true;
        }
        if (placed) {
            faults.add(new Problem.Detail(
                    "phone", "is not a number that exists; write it with its country code, as +49 30 1234567"));
        }
        return Optional.empty();
    }

    private static void additional(FormRequest request, Predicate<String> isMark, Map<String, Object> fields) {
        Map<String, @Nullable String> source = request.formSource();
        if (source != null) {
            source.forEach((name, value) -> put(fields, name, value));
        }
        Map<String, @Nullable Object> more = request.additionalFields();
        if (more != null) {
            more.forEach((name, value) -> {
                if (value != null && !value.toString().isBlank() && !isMark.test(name)) {
                    fields.putIfAbsent(name, value);
                }
            });
        }
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        String text = text(value);
        if (text != null) {
            fields.put(name, text);
        }
    }

    private static @Nullable String text(@Nullable String value) {
        String clean = value == null ? "" : value.strip().replaceAll("\\s+", " ");
        return clean.isEmpty() ? null : clean;
    }
}
