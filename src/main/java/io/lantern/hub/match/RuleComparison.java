package io.lantern.hub.match;

import io.lantern.hub.match.ParsedRule.Operator;
import io.lantern.hub.match.ResolvedRule.Target;
import io.lantern.hub.match.mirror.CrmObject;
import io.lantern.hub.match.mirror.Part;
import io.lantern.hub.match.mirror.Profile;
import io.lantern.hub.match.mirror.ProfileReader;
import io.lantern.hub.match.value.CompanyName;
import io.lantern.hub.match.value.CompanySimilarity;
import io.lantern.hub.match.value.Domains;
import io.lantern.hub.match.value.Email;
import io.lantern.hub.match.value.EmailSimilarity;
import io.lantern.hub.match.value.Folding;
import io.lantern.hub.match.value.PersonName;
import io.lantern.hub.match.value.PersonSimilarity;
import io.lantern.hub.match.value.Phone;
import io.lantern.hub.match.value.PlaceSimilarity;
import io.lantern.hub.match.value.WordWeights;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares one thing of a candidate with the same thing of a record.
 *
 * @param weights how telling the words of company names are
 */
record RuleComparison(CrmObject object, WordWeights weights) {
    private static final int SHORTEST_PART = 3;

    /** @param score 0 to 1 */
    record Compared(String candidateValue, String recordValue, double score) {}

    /** @return the best of the values; null when one side has none */
    @Nullable
    Compared compare(Target target, Operator operator, Profile candidate, Profile record) {
        if (operator == Operator.FUZZY && target instanceof Target.Known known) {
            return fuzzy(known.part(), candidate, record);
        }
        List<String> asked = operator == Operator.EXACT ? raw(target, candidate) : normal(target, candidate);
        List<String> found = operator == Operator.EXACT ? raw(target, record) : normal(target, record);
        return best(asked, found, value -> value, (left, right) -> switch (operator) {
            case EXACT, EQ -> left.equals(right) ? 1 : 0;
            case CONTAINS -> contains(left, right) ? 1 : 0;
            case FUZZY -> PlaceSimilarity.texts(left, right);
        });
    }

    private @Nullable Compared fuzzy(Part part, Profile candidate, Profile record) {
        return switch (part) {
            case NAME ->
                best(
                        people(candidate),
                        people(record),
                        PersonName::key,
                        (a, b) -> PersonSimilarity.compare(a, b).overall());
            case FIRST_NAME ->
                best(
                        people(candidate).stream().map(PersonName::given).toList(),
                        people(record).stream().map(PersonName::given).toList(),
                        RuleComparison::text,
                        PersonSimilarity::given);
            case LAST_NAME ->
                best(
                        people(candidate).stream().map(PersonName::family).toList(),
                        people(record).stream().map(PersonName::family).toList(),
                        RuleComparison::text,
                        PersonSimilarity::family);
            case COMPANY ->
                best(
                        optional(candidate.company()),
                        optional(record.company()),
                        CompanyName::text,
                        (a, b) -> CompanySimilarity.compare(a, b, weights));
            case EMAIL ->
                best(optional(candidate.email()), optional(record.email()), Email::address, EmailSimilarity::compare);
            case PHONE -> best(candidate.phones(), record.phones(), Phone::number, Phone::compare);
            case STREET ->
                best(
                        List.of(candidate.place().street()),
                        List.of(record.place().street()),
                        RuleComparison::text,
                        PlaceSimilarity::streets);
            case DOMAIN, WEBSITE -> best(candidate.domains(), record.domains(), value -> value, Domains::compare);
            default -> {
                Target target = new Target.Known(part);
                yield best(normal(target, candidate), normal(target, record), value -> value, PlaceSimilarity::texts);
            }
        };
    }

    private static List<String> normal(Target target, Profile profile) {
        if (target instanceof Target.Plain plain) {
            String text = profile.text(plain.name());
            return text == null ? List.of() : optional(Folding.fold(text));
        }
        return switch (((Target.Known) target).part()) {
            case NAME -> people(profile).stream().map(PersonName::key).toList();
            case FIRST_NAME ->
                people(profile).stream().map(name -> text(name.given())).toList();
            case LAST_NAME ->
                people(profile).stream().map(name -> text(name.family())).toList();
            case COMPANY ->
                optional(profile.company()).stream().map(CompanyName::key).toList();
            case EMAIL -> optional(profile.email()).stream().map(Email::address).toList();
            case PHONE -> profile.phones().stream().map(Phone::number).toList();
            case DOMAIN, WEBSITE -> profile.domains();
            case STREET -> List.of(text(profile.place().street()));
            case CITY -> optional(profile.place().city());
            case STATE -> optional(profile.place().state());
            case POSTAL_CODE -> optional(profile.place().postalCode());
            case COUNTRY -> optional(profile.place().country());
            case LINKEDIN -> optional(profile.linkedin());
        };
    }

    /** As it was written. */
    private List<String> raw(Target target, Profile profile) {
        if (target instanceof Target.Plain plain) {
            return optional(profile.text(plain.name()));
        }
        Part part = ((Target.Known) target).part();
        if (part == Part.NAME) {
            List<String> whole = values(part, profile);
            String halves = String.join(
                    " ",
                    Stream.concat(values(Part.FIRST_NAME, profile).stream(), values(Part.LAST_NAME, profile).stream())
                            .toList());
            return whole.isEmpty() ? List.of(halves) : whole;
        }
        return part == Part.DOMAIN
                ? Stream.concat(values(part, profile).stream(), values(Part.WEBSITE, profile).stream())
                        .toList()
                : values(part, profile);
    }

    private List<String> values(Part part, Profile profile) {
        return profile.fields().keySet().stream()
                .sorted()
                .filter(field -> ProfileReader.part(object, field).orElse(null) == part)
                .map(profile::text)
                .flatMap(text -> optional(text).stream())
                .toList();
    }

    private static <T> @Nullable Compared best(
            List<T> asked,
            List<T> found,
            java.util.function.Function<T, String> words,
            ToDoubleBiFunction<T, T> similarity) {
        Compared best = null;
        for (T left : asked) {
            for (T right : found) {
                String leftText = words.apply(left);
                String rightText = words.apply(right);
                if (leftText.isEmpty() || rightText.isEmpty()) {
                    continue;
                }
                double score = similarity.applyAsDouble(left, right);
                if (best == null || score > best.score()) {
                    best = new Compared(leftText, rightText, Math.max(0, score));
                }
            }
        }
        return best;
    }

    private static boolean contains(String a, String b) {
        return Math.min(a.length(), b.length()) >= SHORTEST_PART && (a.contains(b) || b.contains(a));
    }

    private static List<PersonName> people(Profile profile) {
        return optional(profile.person());
    }

    private static <T> List<T> optional(@Nullable T value) {
        return value == null ? List.of() : List.of(value);
    }

    private static String text(List<String> words) {
        return String.join(" ", words);
    }
}
