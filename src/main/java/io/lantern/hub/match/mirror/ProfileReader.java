package io.lantern.hub.match.mirror;

import io.lantern.hub.match.value.CompanyName;
import io.lantern.hub.match.value.Domains;
import io.lantern.hub.match.value.Email;
import io.lantern.hub.match.value.PersonName;
import io.lantern.hub.match.value.Phone;
import io.lantern.hub.match.value.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads records and candidates into {@link Profile}s.
 *
 * @param region ISO 3166 code of where a telephone number without country is dialled, when the record names no country
 */
public record ProfileReader(String region) {

    /** @return the record as it is compared; absent, null and blank fields are the same */
    public Profile record(CrmObject object, String id, Map<String, ? extends @Nullable Object> fields) {
        TreeMap<String, Object> present = present(fields);
        Map<Part, List<String>> values = new TreeMap<>();
        // In the order of the field's names, so that the same record always reads the same.
        new TreeMap<>(object.parts()).forEach((field, part) -> {
            Object value = present.get(field);
            if (value != null) {
                values.computeIfAbsent(part, key -> new ArrayList<>()).add(value.toString());
            }
        });
        present.forEach((field, value) -> {
            if (field.toLowerCase(Locale.ROOT).contains("linkedin")) {
                values.computeIfAbsent(Part.LINKEDIN, key -> new ArrayList<>()).add(value.toString());
            }
        });
        return profile(id, present, values);
    }

    /**
     * @param fields by the contract's aliases, or by field names of any of the three objects; any case
     * @return the candidate as it is compared
     */
    public Profile candidate(CrmObject object, String id, Map<String, ? extends @Nullable Object> fields) {
        TreeMap<String, Object> present = present(fields);
        Map<Part, List<String>> values = new TreeMap<>();
        present.forEach((field, value) -> part(object, field)
                .ifPresent(part ->
                        values.computeIfAbsent(part, key -> new ArrayList<>()).add(value.toString())));
        return profile(id, present, values);
    }

    /** @return what a candidate's field says; empty when it is none of those that are understood */
    public static Optional<Part> part(CrmObject object, String field) {
        String lower = field.toLowerCase(Locale.ROOT);
        if (lower.equals("name")) {
            return Optional.of(object.isPerson() ? Part.NAME : Part.COMPANY);
        }
        for (Part part : Part.values()) {
            if (part.alias().equals(lower)) {
                return Optional.of(part);
            }
        }
        // The object's own names first; then the others', so that a lead's fields can be sent as they are.
        return Stream.concat(Stream.of(object), Stream.of(CrmObject.values()))
                .flatMap(each -> each.parts().entrySet().stream())
                .filter(entry -> entry.getKey().equalsIgnoreCase(field))
                .map(Map.Entry::getValue)
                .findFirst()
                // No standard field holds it; every org that has one calls it something with this word.
                .or(() -> Optional.of(Part.LINKEDIN).filter(part -> lower.contains("linkedin")));
    }

    private Profile profile(String id, Map<String, Object> present, Map<Part, List<String>> values) {
        Place place = Place.of(
                first(values, Part.STREET),
                first(values, Part.CITY),
                first(values, Part.STATE),
                first(values, Part.POSTAL_CODE),
                first(values, Part.COUNTRY));
        String dialled = place.country() != null && place.country().length() == 2 ? place.country() : region;
        String address = first(values, Part.EMAIL);
        Email email = address == null ? null : Email.of(address).orElse(null);
        String company = first(values, Part.COMPANY);
        return new Profile(
                id,
                present,
                person(values).orElse(null),
                company == null ? null : CompanyName.of(company).orElse(null),
                domains(values, email),
                email,
                phones(values, dialled),
                place,
                linkedin(first(values, Part.LINKEDIN)));
    }

    private static Optional<PersonName> person(Map<Part, List<String>> values) {
        String given = first(values, Part.FIRST_NAME);
        String family = first(values, Part.LAST_NAME);
        String full = first(values, Part.NAME);
        return given == null && family == null && full != null ? PersonName.ofFull(full) : PersonName.of(given, family);
    }

    private static List<String> domains(Map<Part, List<String>> values, @Nullable Email email) {
        Set<String> domains = new LinkedHashSet<>();
        Stream.of(Part.DOMAIN, Part.WEBSITE)
                .flatMap(part -> values.getOrDefault(part, List.of()).stream())
                .flatMap(text -> Domains.registrable(text).stream())
                .forEach(domains::add);
        if (email != null) {
            domains.add(email.domain());
        }
        return domains.stream().filter(Domains::isCompanys).toList();
    }

    private static List<Phone> phones(Map<Part, List<String>> values, String region) {
        return values.getOrDefault(Part.PHONE, List.of()).stream()
                .flatMap(text -> Phone.of(text, region).stream())
                .distinct()
                .toList();
    }

    private static @Nullable String linkedin(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String path = text.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("[?#].*$", "")
                .replaceFirst("/+$", "");
        String slug = path.substring(path.lastIndexOf('/') + 1);
        return slug.isEmpty() ? null : slug;
    }

    private static @Nullable String first(Map<Part, List<String>> values, Part part) {
        List<String> all = values.getOrDefault(part, List.of());
        return all.isEmpty() ? null : all.get(0);
    }

    private static TreeMap<String, Object> present(Map<String, ? extends @Nullable Object> fields) {
        TreeMap<String, Object> present = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((field, value) -> {
            if (value != null && !value.toString().isBlank()) {
                present.put(field, value);
            }
        });
        return present;
    }
}
