package io.lantern.hub.match.mirror;

import io.lantern.hub.match.value.CompanyName;
import io.lantern.hub.match.value.Domains;
import io.lantern.hub.match.value.Folding;
import io.lantern.hub.match.value.PersonName;
import io.lantern.hub.match.value.Phone;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that two records of the same person or company have in common.
 *
 * @param kind says which field it is from, so that a city is no company
 * @param text its normalised value, or the part of it that survives slips of the keyboard
 */
record Key(Kind kind, String text) {
    enum Kind {
        EMAIL(true),
        LINKEDIN(true),
        DOMAIN(true),
        PHONE(true),
        PERSON(true),
        COMPANY(true),
        COMPANY_WORD(false),
        COMPANY_START(false),
        FAMILY_AND_INITIAL(false),
        FAMILY_START(false),
        FAMILY(false),
        GIVEN_AND_PLACE(false),
        MAILBOX(false),
        PHONE_END(false),
        STREET(false),
        /** Of a company's mail; not compared by, colleagues are not the same person. */
        MAIL_DOMAIN(false);

        /** Whether sharing it is evidence by itself, so that it is looked up however many share it. */
        private final boolean telling;

        Kind(boolean telling) {
            this.telling = telling;
        }
    }

    boolean isTelling() {
        return kind.telling;
    }

    static List<Key> of(Profile profile, boolean person) {
        List<Key> keys = new ArrayList<>();
        if (profile.email() != null) {
            keys.add(new Key(Kind.EMAIL, profile.email().address()));
            if (profile.email().local().length() >= 6) {
                keys.add(new Key(Kind.MAILBOX, profile.email().local()));
            }
        }
        if (profile.linkedin() != null) {
            keys.add(new Key(Kind.LINKEDIN, profile.linkedin()));
        }
        for (Phone phone : profile.phones()) {
            String number = phone.number();
            keys.add(new Key(Kind.PHONE, number));
            keys.add(new Key(Kind.PHONE_END, number.substring(Math.max(0, number.length() - 7))));
        }
        if (person) {
            person(profile, keys);
        } else {
            company(profile, keys);
        }
        place(profile, keys);
        return keys;
    }

    /** @return keys the record is filed under: those it is found by as a candidate, and the domain of its mailbox */
    static List<Key> ofRecord(Profile profile, boolean person) {
        List<Key> keys = of(profile, person);
        if (person
                && profile.email() != null
                && Domains.isCompanys(profile.email().domain())) {
            keys.add(new Key(Kind.MAIL_DOMAIN, profile.email().domain()));
        }
        return keys;
    }

    private static void person(Profile profile, List<Key> keys) {
        PersonName name = profile.person();
        if (name == null) {
            return;
        }
        keys.add(new Key(Kind.PERSON, name.key()));
        keys.add(new Key(Kind.FAMILY, name.familyKey()));
        String family = Folding.withoutUmlautSpelling(name.familyKey());
        if (name.isFull()) {
            String given = Folding.withoutUmlautSpelling(name.given().get(0));
            keys.add(new Key(Kind.FAMILY_AND_INITIAL, family + given.charAt(0)));
            keys.add(new Key(Kind.FAMILY_AND_INITIAL, given + family.charAt(0)));
            keys.add(new Key(Kind.FAMILY_START, start(family, 3) + start(given, 2)));
            for (String domain : profile.domains()) {
                keys.add(new Key(Kind.GIVEN_AND_PLACE, given + "@" + domain));
                keys.add(new Key(Kind.GIVEN_AND_PLACE, family + "@" + domain));
            }
        }
        String postal = profile.place().postalCode();
        if (postal != null) {
            keys.add(new Key(Kind.GIVEN_AND_PLACE, start(family, 3) + " " + postal));
        }
        CompanyName company = profile.company();
        if (company != null) {
            keys.add(new Key(
                    Kind.GIVEN_AND_PLACE,
                    start(family, 3) + " " + company.words().get(0)));
        }
    }

    private static void company(Profile profile, List<Key> keys) {
        for (String domain : profile.domains()) {
            keys.add(new Key(Kind.DOMAIN, domain));
            // A firm's domain is often its name, and its name under another suffix is often the same firm.
            keys.add(new Key(Kind.COMPANY_START, start(Domains.label(domain).replace("-", ""), 5)));
        }
        CompanyName company = profile.company();
        if (company == null) {
            return;
        }
        keys.add(new Key(Kind.COMPANY, company.joined()));
        keys.add(new Key(Kind.COMPANY_START, start(Folding.withoutUmlautSpelling(company.joined()), 5)));
        for (String word : company.words()) {
            keys.add(new Key(Kind.COMPANY_WORD, word));
            if (word.length() > 4) {
                keys.add(new Key(Kind.COMPANY_START, start(Folding.withoutUmlautSpelling(word), 4)));
                keys.add(new Key(Kind.COMPANY_WORD, "~" + word.substring(word.length() - 4)));
            }
        }
        if (company.words().size() >= 3) {
            StringBuilder initials = new StringBuilder();
            company.words().forEach(word -> initials.append(word.charAt(0)));
            keys.add(new Key(Kind.COMPANY_WORD, initials.toString()));
        }
    }

    private static void place(Profile profile, List<Key> keys) {
        List<String> street = profile.place().street();
        String where = profile.place().postalCode() != null
                ? profile.place().postalCode()
                : profile.place().city();
        if (street.size() >= 2 && where != null) {
            keys.add(new Key(Kind.STREET, street.get(0) + " " + street.get(1) + " " + where));
        }
    }

    private static String start(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
