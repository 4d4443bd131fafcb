package io.lantern.hub.match.value;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A postal address in the form it is compared in; each part null or empty when not known.
 *
 * @param street words of the street line, frequent ones in one spelling
 * @param city folded
 * @param state code of a US state or Canadian province, else folded
 * @param postalCode upper case without spaces; of a US one the first five digits
 * @param country ISO 3166 code, else folded
 */
public record Place(
        List<String> street,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String country) {
    /** Where nothing is known. */
    public static final Place UNKNOWN = new Place(List.of(), null, null, null, null);

    private static final Map<String, String> STREET_WORDS = DataFile.variants("street-words.txt");
    private static final Map<String, String> STATES = new HashMap<>();
    private static final Map<String, String> COUNTRIES = new HashMap<>();

    static {
        for (String line : DataFile.lines("us-states.txt")) {
            STATES.put(line.substring(3), line.substring(0, 2));
        }
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            Stream.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, new Locale("es"), country)
                    .map(country::getDisplayCountry)
                    .map(Folding::fold)
                    .forEach(name -> COUNTRIES.putIfAbsent(name, code));
            COUNTRIES.putIfAbsent(country.getISO3Country().toLowerCase(Locale.ROOT), code);
        }
        for (String line : DataFile.lines("countries.txt")) {
            COUNTRIES.put(line.substring(3), line.substring(0, 2));
        }
    }

    public Place {
        street = List.copyOf(street);
    }

    /** Reads an address as people write it. */
    public static Place of(
            @Nullable String street,
            @Nullable String city,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String country) {
        return new Place(
                street == null ? List.of() : street(street),
                city == null ? null : blankToNull(Folding.fold(city)),
                state == null ? null : state(state),
                postalCode == null ? null : postalCode(postalCode),
                country == null ? null : country(country));
    }

    /** @return ISO 3166 code of a country named in English, German, French or Spanish, or of a code; else folded */
    public static @Nullable String country(String text) {
        String folded = Folding.fold(text);
        if (folded.length() == 2 && !COUNTRIES.containsKey(folded)) {
            return folded.toUpperCase(Locale.ROOT);
        }
        return COUNTRIES.getOrDefault(folded, blankToNull(folded));
    }

    /** @param word folded. @return ISO 3166 code of the country that the word names in full, or as {@code uk} or {@code usa} */
    static Optional<String> countryNamed(String word) {
        boolean name = word.length() >= 4 || word.equals("uk") || word.equals("us") || word.equals("usa");
        return name ? Optional.ofNullable(COUNTRIES.get(word)) : Optional.empty();
    }

    /** @return words of a street line in the form they are compared in */
    public static List<String> street(String text) {
        return Folding.words(text).stream()
                .map(word -> STREET_WORDS.getOrDefault(word, word))
                .toList();
    }

    private static @Nullable String state(String text) {
        String folded = Folding.fold(text);
        return folded.length() == 2
                ? folded.toUpperCase(Locale.ROOT)
                : STATES.getOrDefault(folded, blankToNull(folded));
    }

    private static @Nullable String postalCode(String text) {
        String bare = text.replaceAll("[^\\p{L}\\p{N}-]", "").toUpperCase(Locale.ROOT);
        return blankToNull(bare.matches("[0-9]{5}-[0-9]{4}") ? bare.substring(0, 5) : bare.replace("-", ""));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
