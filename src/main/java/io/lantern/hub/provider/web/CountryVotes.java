package io.lantern.hub.provider.web;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.lantern.hub.provider.Region;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which country a site speaks from: by the registers, tax numbers and legal forms it names, by country codes of its
 * telephone numbers, by its language and its domain. Few imprints name their country; every one names a register.
 */
final class CountryVotes {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final int MOST_NUMBERS = 10;

    private record Mark(String country, int weight, Pattern expression) {}

    private static final List<Mark> MARKS = PageWords.rows("country-marks.csv", 3).stream()
            .map(row -> new Mark(
                    row[0],
                    Integer.parseInt(row[1]),
                    Pattern.compile(row[2], Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)))
            .toList();

    private static final Map<String, String> OF_LANGUAGE = Map.ofEntries(
            Map.entry("de", "DE"),
            Map.entry("fr", "FR"),
            Map.entry("es", "ES"),
            Map.entry("it", "IT"),
            Map.entry("nl", "NL"),
            Map.entry("pl", "PL"),
            Map.entry("pt", "PT"),
            Map.entry("cs", "CZ"),
            Map.entry("sk", "SK"),
            Map.entry("hu", "HU"),
            Map.entry("sv", "SE"),
            Map.entry("da", "DK"),
            Map.entry("no", "NO"),
            Map.entry("nb", "NO"),
            Map.entry("fi", "FI"),
            Map.entry("el", "GR"),
            Map.entry("tr", "TR"),
            Map.entry("ru", "RU"),
            Map.entry("uk", "UA"),
            Map.entry("ro", "RO"),
            Map.entry("ja", "JP"),
            Map.entry("ko", "KR"),
            Map.entry("zh", "CN"));

    private final Map<String, Integer> votes = new HashMap<>();

    CountryVotes(List<Page> pages) {
        for (Page page : pages) {
            String text = String.join("\n", page.lines());
            MARKS.stream()
                    .filter(mark -> mark.expression().matcher(text).find())
                    .forEach(mark -> vote(mark.country(), mark.weight()));
            int numbers = 0;
            for (PhoneNumberMatch match : PHONES.findNumbers(text, "ZZ")) {
                vote(PHONES.getRegionCodeForNumber(match.number()), 2);
                if (++numbers >= MOST_NUMBERS) {
                    break;
                }
            }
        }
        Page home = pages.get(0);
        Region.ofDomain(home.uri().getHost()).ifPresent(region -> vote(region.code(), 4));
        Locale language = Locale.forLanguageTag(
                home.document().selectFirst("html") == null
                        ? ""
                        : home.document().select("html").attr("lang"));
        vote(language.getCountry(), 3);
        vote(OF_LANGUAGE.getOrDefault(language.getLanguage(), ""), 1);
    }

    private void vote(@org.jspecify.annotations.Nullable String country, int weight) {
        if (country != null && country.length() == 2) {
            votes.merge(country, weight, Integer::sum);
        }
    }

    /** @return the likeliest of these; empty when nothing speaks for any of them */
    Optional<String> among(Collection<String> countries) {
        return countries.stream()
                .filter(votes::containsKey)
                .max(Comparator.comparing(country -> votes.getOrDefault(country, 0)));
    }

    /** @return the likeliest of all */
    Optional<String> first() {
        return among(votes.keySet().stream().sorted().toList());
    }
}
