package io.lantern.hub.provider.web;

import io.lantern.hub.provider.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the address of the company in the lines of its pages, where nothing marks it as one. */
final class TextAddresses {
    private static final Pattern STREET = Pattern.compile("\\d|(?i:p\\.? ?o\\.? ?box|plaza|square|house)");
    private static final Set<String> COUNTIES =
            PageWords.rows("uk-counties.txt", 1).stream().map(row -> row[0]).collect(Collectors.toUnmodifiableSet());
    private static final int LINES_ABOVE = 4;
    private static final Pattern NO_ADDRESS =
            Pattern.compile("(?i)(HRB?|SIRET|SIREN|RCS|KRS|REGON|NIP|Fax|FN|Reg)[\\s.:#]*$");

    private final List<Page> pages;
    private final CountryVotes votes;

    TextAddresses(List<Page> pages, CountryVotes votes) {
        this.pages = pages;
        this.votes = votes;
    }

    /**
     * An address and where it stands.
     *
     * @param line number of its line in the page
     * @param score how much speaks for it being the company's main one
     */
    record Found(Address address, Page page, int line, int score) {}

    /** @return the one that most likely is the company's main address */
    Optional<Found> best() {
        List<Found> all = new ArrayList<>();
        for (Page page : pages) {
            for (int line = 0; line < page.lines().size(); line++) {
                read(page, line).ifPresent(all::add);
            }
        }
        // Of equally good ones the first counts: max would take the last.
        return all.stream()
                .filter(found -> found.score() >= 0)
                .reduce((best, next) -> next.score() > best.score() ? next : best);
    }

    private Optional<Found> read(Page page, int number) {
        String line = page.lines().get(number);
        String joined = number == 0 ? line : page.lines().get(number - 1) + ", " + line;
        String next = number + 1 < page.lines().size() ? page.lines().get(number + 1) : "";
        for (PostalFormat format : PostalFormat.values()) {
            PostalFormat.Found found = format.find(line);
            if (found == null && format == PostalFormat.BRAZIL) {
                found = format.find(joined);
            }
            if ((found == null && format == PostalFormat.CHINA) || (found != null && format == PostalFormat.INDIA)) {
                found = format.find(line + " " + next);
            }
            if (found != null && isPlausible(found, line, page, number)) {
                Optional<Found> address = finish(found, line, page, number);
                if (address.isPresent()) {
                    return address;
                }
            }
        }
        return Optional.empty();
    }

    /** A number and a word are an address only below or behind a street. */
    private boolean isPlausible(PostalFormat.Found found, String line, Page page, int number) {
        String before = line.substring(0, Math.min(found.start(), line.length()));
        boolean many = found.format().countries().size() > 1;
        if (many && NO_ADDRESS.matcher(before).find()) {
            return false;
        }
        if (!many && !found.format().equals(PostalFormat.INDIA)) {
            return true;
        }
        String after = line.substring(Math.min(found.end(), line.length()));
        // In a table the line above may be the label of this one.
        String above = String.join("\n", page.lines().subList(Math.max(0, number - 2), number));
        return STREET.matcher(before.matches("[\\s,]*|\\p{Lu}\\p{L}+[\\s,]*") ? above : before)
                        .find()
                || (after.startsWith(",") && STREET.matcher(after).find());
    }

    private Optional<Found> finish(PostalFormat.Found found, String line, Page page, int number) {
        Optional<String> country = country(found, line, page, number);
        if (country.isEmpty()) {
            return Optional.empty();
        }
        Address read = found.address();
        String city = read.city() == null ? cityAbove(line.substring(0, found.start()), page, number) : read.city();
        Address address = new Address(city, States.code(read.state(), country.get()), read.postalCode(), country.get());
        return city == null ? Optional.empty() : Optional.of(new Found(address, page, number, score(page, number)));
    }

    private Optional<String> country(PostalFormat.Found found, String line, Page page, int number) {
        List<String> possible = found.format().countries();
        if (found.prefix() != null) {
            Optional<String> prefixed = ofPrefix(found.prefix()).filter(possible::contains);
            if (prefixed.isPresent()) {
                return prefixed;
            }
        }
        String after = line.substring(Math.min(line.length(), found.end()));
        String next = number + 1 < page.lines().size() ? page.lines().get(number + 1) : "";
        Optional<String> named = List.of(after.replaceFirst("^[\\s,;.-]+", "").split("[,;.|·•(]")[0], next).stream()
                .filter(text -> text.strip().length() > 2)
                .flatMap(text -> Region.ofCountry(text.strip()).stream())
                .map(Region::code)
                .filter(possible::contains)
                .findFirst();
        if (named.isPresent()) {
            return named;
        }
        return possible.size() == 1 && found.format() != PostalFormat.INDIA
                ? Optional.of(possible.get(0))
                : votes.among(possible);
    }

    private static Optional<String> ofPrefix(String prefix) {
        return Optional.ofNullable(
                switch (prefix) {
                    case "D" -> "DE";
                    case "A" -> "AT";
                    case "F" -> "FR";
                    case "B" -> "BE";
                    case "E" -> "ES";
                    case "I" -> "IT";
                    case "H" -> "HU";
                    case "N" -> "NO";
                    case "L" -> "LU";
                    default -> prefix.length() == 2 ? prefix : null;
                });
    }

    /** In Britain the town stands in front of or above the postcode, perhaps with a county between. */
    private static @Nullable String cityAbove(String before, Page page, int number) {
        List<String> parts = new ArrayList<>();
        for (int line = Math.max(0, number - 2); line < number; line++) {
            parts.addAll(List.of(page.lines().get(line).split("[,|·•]")));
        }
        parts.addAll(List.of(before.split("[,|·•]")));
        for (int i = parts.size() - 1; i >= 0; i--) {
            String part = parts.get(i).strip().replaceFirst("\\.$", "");
            boolean isTown = part.matches("\\p{Lu}[\\p{L}'’ -]{1,30}");
            if (isTown && !COUNTIES.contains(part.toLowerCase(Locale.ROOT))) {
                return part;
            }
        }
        return null;
    }

    private static int score(Page page, int number) {
        int score = switch (page.kind()) {
            case IMPRINT -> 4;
            case CONTACT -> 3;
            case HOME -> 2;
            case ABOUT -> 1;
        };
        int farthest = Math.min(LINES_ABOVE, number);
        for (int above = 0; above <= farthest; above++) {
            String line = page.lines().get(number - above);
            if (PageWords.group("headquarters").matcher(line).find()) {
                return score + 6;
            }
            if (PageWords.group("other").matcher(line).find()) {
                return score - 10;
            }
            // Above the name there may be one heading; what stands higher is about something else.
            if (LegalName.in(line).isPresent() && farthest > above + 1) {
                score += 3;
                farthest = above + 1;
            }
        }
        return score;
    }
}
