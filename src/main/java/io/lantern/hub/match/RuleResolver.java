package io.lantern.hub.match;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.match.ParsedRule.Operator;
import io.lantern.hub.match.ResolvedRule.Target;
import io.lantern.hub.match.mirror.CrmObject;
import io.lantern.hub.match.mirror.Part;
import io.lantern.hub.match.mirror.ProfileReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settles once what the field of a rule means for an object.
 *
 * @param copied fields of the object that the mirror holds
 */
record RuleResolver(CrmObject object, Set<String> copied) {
    RuleResolver {
        copied = Set.copyOf(copied);
    }

    /** @param faults gets a line when the object has no such field, with its position */
    Optional<ResolvedRule> resolve(String path, ParsedRule rule, List<Problem.Detail> faults) {
        Optional<List<Target>> targets = targets(rule.field());
        if (targets.isEmpty()) {
            faults.add(ParsedRule.fault(path, rule.text(), 0, unknown(rule.field())));
            return Optional.empty();
        }
        return Optional.of(new ResolvedRule(
                rule.text(), targets.get(), rule.operator(), rule.least(), weight(targets.get(), rule.operator())));
    }

    private Optional<List<Target>> targets(String field) {
        boolean person = object.isPerson();
        switch (field.toLowerCase(Locale.ROOT)) {
            case "name_company":
                return Optional.of(person ? known(Part.NAME, Part.COMPANY) : known(Part.COMPANY));
            case "name_domain":
                return Optional.of(known(person ? Part.NAME : Part.COMPANY, Part.DOMAIN));
            case "first_name_last_name":
                return person ? Optional.of(known(Part.FIRST_NAME, Part.LAST_NAME)) : Optional.empty();
            default:
                return single(field).map(List::of);
        }
    }

    private Optional<Target> single(String field) {
        Optional<String> own = copied.stream().filter(field::equalsIgnoreCase).findFirst();
        if (own.isPresent()) {
            Part part = ProfileReader.part(object, own.get()).orElse(null);
            return Optional.of(part == null ? new Target.Plain(own.get()) : new Target.Known(part));
        }
        return ProfileReader.part(object, field).filter(this::hasPart).map(Target.Known::new);
    }

    private boolean hasPart(Part part) {
        return switch (part) {
            case NAME, DOMAIN, LINKEDIN -> object.isPerson() || part == Part.DOMAIN;
            default -> object.parts().containsValue(part);
        };
    }

    private static List<Target> known(Part... parts) {
        return Stream.of(parts).<Target>map(Target.Known::new).toList();
    }

    private String unknown(String field) {
        String aliases = Stream.of(Part.values())
                .filter(part -> hasPart(part) || (part == Part.NAME && !object.isPerson()))
                .map(Part::alias)
                .collect(Collectors.joining(", "));
        return ("%s has no field `%s` to match by. Use one of %s, a compound (name_company, name_domain%s), or one of %s;"
                        + " other fields can be added to lantern.match.extra-fields")
                .formatted(
                        object.apiName(),
                        field,
                        aliases,
                        object.isPerson() ? ", first_name_last_name" : "",
                        copied.stream().sorted().collect(Collectors.joining(", ")));
    }

    /** Set by counting on labelled pairs, rounded down; for one rule, of a table of some thousands. */
    private double weight(List<Target> targets, Operator operator) {
        double none = targets.stream().mapToDouble(this::weight).reduce(1, (all, one) -> all * (1 - one));
        return (1 - none) * (operator == Operator.CONTAINS ? 0.75 : 1);
    }

    private double weight(Target target) {
        @Nullable Part part = target instanceof Target.Known known ? known.part() : null;
        if (part == null) {
            return 0.7;
        }
        return switch (part) {
            case EMAIL, LINKEDIN -> 0.98;
            case DOMAIN, WEBSITE -> object.isPerson() ? 0.3 : 0.95;
            case COMPANY -> object.isPerson() ? 0.3 : 0.92;
            case PHONE -> 0.85;
            case NAME -> 0.86;
            case LAST_NAME -> 0.6;
            case FIRST_NAME -> 0.3;
            case STREET -> 0.7;
            case POSTAL_CODE -> 0.35;
            case CITY -> 0.2;
            case STATE, COUNTRY -> 0.1;
        };
    }
}
