package io.lantern.hub.match;

import io.lantern.hub.match.mirror.CandidateIndex;
import io.lantern.hub.match.mirror.Profile;
import io.lantern.hub.match.value.CompanyName;
import io.lantern.hub.match.value.CompanySimilarity;
import io.lantern.hub.match.value.Email;
import io.lantern.hub.match.value.EmailSimilarity;
import io.lantern.hub.match.value.PersonName;
import io.lantern.hub.match.value.PersonSimilarity;
import io.lantern.hub.match.value.WordWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The default for contacts and leads. A mailbox carries it; a full name needs the same company, telephone or address
 * beside it; names that contradict each other veto. A missing value says nothing.
 *
 * @param threshold least confidence of a match
 */
record PersonScorer(double threshold) implements Scorer {
    /** How unlikely a record that merely shares a name's beginning is to be the one. */
    private static final double PRIOR = -6;

    private static final double SAME_EMAIL = 11;
    /** {@code first.last@}: the name has said half of it. */
    private static final double SAME_NAMED_EMAIL = 9;

    private static final double OTHER_PERSON = -9;

    /** Taken when all else contradicts. */
    private static final double ALONE = 3;

    private static final double SAME_SHARED_EMAIL = 3;
    private static final double SAME_NAME = 6;
    private static final double SAME_COMPANY = 4;
    private static final double SAME_DOMAIN_OTHER_NAME = 1.5;

    /** Most that can be said of people who share only where they are reached. */
    private static final double NO_NAME_NO_MAILBOX = -0.5;

    @Override
    public List<Scored> score(Profile candidate, CandidateIndex index) {
        List<Scored> scored = new ArrayList<>();
        for (Profile record : index.near(candidate)) {
            List<Evidence> evidence = evidence(candidate, record, index);
            if (evidence.stream().anyMatch(Evidence::speaksFor)) {
                scored.add(new Scored(record, Odds.confidence(bits(evidence)), evidence));
            }
        }
        scored.sort(Scored.BEST_FIRST);
        return scored;
    }

    private static double bits(List<Evidence> evidence) {
        double bits = PRIOR + evidence.stream().mapToDouble(Evidence::bits).sum();
        boolean identified = evidence.stream()
                .filter(Evidence::speaksFor)
                .anyMatch(each -> each.rule().startsWith("email")
                        || each.rule().startsWith("first_name_last_name")
                        || each.rule().startsWith("linkedin"));
        return identified ? bits : Math.min(bits, NO_NAME_NO_MAILBOX);
    }

    private static List<Evidence> evidence(Profile candidate, Profile record, CandidateIndex index) {
        List<Evidence> evidence = new ArrayList<>();
        Evidence name = name(candidate.person(), record.person(), index);
        Evidence email = email(candidate, record, name);
        boolean sameMailbox = email != null && email.score() == 1;
        add(evidence, name);
        add(evidence, linkedin(candidate.linkedin(), record.linkedin()));
        List<Evidence> around = new ArrayList<>();
        add(around, company(candidate, record, sameMailbox));
        SharedEvidence.phoneAndPlace(candidate, record, index, SharedEvidence.Doubts.OF_PEOPLE)
                .forEach(each -> add(around, each));
        if (email != null && sameMailbox && isAlone(around) && (isMadeOfName(candidate) || isMadeOfName(record))) {
            email = email.withBits(email.bits() - ALONE);
        }
        add(evidence, email);
        evidence.addAll(around);
        return evidence;
    }

    /** Company, telephone and place all speak against; then a mailbox made of the name may be a namesake's. */
    private static boolean isAlone(List<Evidence> around) {
        return around.size() >= 3 && around.stream().noneMatch(Evidence::speaksFor);
    }

    private static boolean isMadeOfName(Profile profile) {
        Email email = profile.email();
        PersonName name = profile.person();
        return email != null
                && name != null
                && name.isFull()
                && email.local().contains(name.familyKey())
                && email.local().contains(name.given().get(0));
    }

    private static @Nullable Evidence name(
            @Nullable PersonName asked, @Nullable PersonName known, CandidateIndex index) {
        if (asked == null || known == null) {
            return null;
        }
        PersonSimilarity.Agreement agreement = PersonSimilarity.compare(asked, known);
        double bits = nameBits(agreement);
        if (asked.key().equals(known.key())) {
            // Where many bear the name, it says less.
            bits -= Math.min(2, Math.log(Math.max(1, index.countOfPerson(known.key()))) / Math.log(2));
        }
        if (agreement.family() > 0
                && agreement.family() < 1
                && isBorneOften(asked, index)
                && isBorneOften(known, index)) {
            // "Hill" and "Hall": both are names of several, so neither is the other mistyped.
            bits -= 3;
        }
        boolean equal = agreement.given() == 1 && agreement.family() == 1;
        String rule = equal ? "first_name_last_name:eq" : "first_name_last_name:fuzzy0.85";
        if (bits > 0 && (agreement.given() < 0 || agreement.family() < 0)) {
            rule = agreement.family() < 0 ? "first_name:fuzzy0.85" : "last_name:fuzzy0.85";
        }
        double score = agreement.overall() > 0 ? agreement.overall() : Math.max(agreement.given(), agreement.family());
        String words = bits < 0 ? "another name" : equal ? "same name" : "similar name";
        return new Evidence(rule, asked.key(), known.key(), Math.max(0, score), bits, words);
    }

    private static boolean isBorneOften(PersonName name, CandidateIndex index) {
        return index.countOfFamily(name.familyKey()) >= 3;
    }

    /** Set by looking at labelled pairs; given and family name are judged together. */
    static double nameBits(PersonSimilarity.Agreement names) {
        double given = names.given();
        double family = names.family();
        if (names.generationsDiffer()) {
            return -4;
        }
        if (given < 0 && family < 0) {
            return 0;
        }
        if (given < 0) {
            return family >= 0.9 ? 2 : -4;
        }
        if (family < 0) {
            return given >= 0.9 ? 1 : -3;
        }
        if (given >= 0.9 && family >= 0.9) {
            return SAME_NAME - (1 - family) * 15 - (1 - given) * 12;
        }
        if (family >= 0.9) {
            return given >= 0.8 ? 3.5 : given >= 0.55 ? -2.5 : -5;
        }
        if (given >= 0.9) {
            return -3;
        }
        return OTHER_PERSON;
    }

    private static @Nullable Evidence email(Profile candidate, Profile record, @Nullable Evidence name) {
        Email asked = candidate.email();
        Email known = record.email();
        if (asked == null || known == null) {
            return null;
        }
        double score = EmailSimilarity.compare(asked, known);
        if (score == 1) {
            boolean shared = asked.isShared();
            double bits = shared
                    ? SAME_SHARED_EMAIL
                    : isMadeOfName(candidate) || isMadeOfName(record) ? SAME_NAMED_EMAIL : SAME_EMAIL;
            String words = shared ? "same shared mailbox" : "same e-mail address";
            return new Evidence("email:eq", asked.address(), known.address(), 1, bits, words);
        }
        if (score >= 0.9 && !asked.isShared()) {
            // Mailboxes are made of names: where the names differ a little too, these are two people.
            boolean namesDifferToo = name != null && name.score() < 0.97 && name.bits() > OTHER_PERSON;
            double bits = namesDifferToo ? 0 : 6;
            return new Evidence(
                    "email:fuzzy0.9", asked.address(), known.address(), score, bits, "similar e-mail address");
        }
        boolean bothAtWork = asked.domain().equals(known.domain());
        return new Evidence(
                "email:eq", asked.address(), known.address(), score, bothAtWork ? -1.5 : -1, "another e-mail address");
    }

    private static @Nullable Evidence linkedin(@Nullable String asked, @Nullable String known) {
        if (asked == null || known == null) {
            return null;
        }
        return Objects.equals(asked, known)
                ? new Evidence("linkedin:eq", asked, known, 1, 11, "same LinkedIn profile")
                : new Evidence("linkedin:eq", asked, known, 0, -6, "another LinkedIn profile");
    }

    /**
     * A company's name and its domain say the same thing, so the better of them counts once.
     *
     * @param sameMailbox then the mailbox has said what its domain says
     */
    private static @Nullable Evidence company(Profile candidate, Profile record, boolean sameMailbox) {
        CompanyName asked = candidate.company();
        CompanyName known = record.company();
        double score = asked == null || known == null ? -1 : CompanySimilarity.compare(asked, known, WordWeights.EQUAL);
        String domain = candidate.domains().stream()
                .filter(record.domains()::contains)
                .findFirst()
                .orElse(null);
        if (domain != null && !sameMailbox) {
            double bits = score >= 0 && score < 0.6 ? SAME_DOMAIN_OTHER_NAME : SAME_COMPANY;
            return new Evidence("domain:eq", domain, domain, 1, bits, "same web domain " + domain);
        }
        if (asked == null || known == null) {
            return null;
        }
        if (score >= 0.85) {
            String rule = score == 1 ? "company:eq" : "company:fuzzy0.85";
            String words = score == 1 ? "same company" : "similar company name";
            return new Evidence(rule, asked.text(), known.text(), score, SAME_COMPANY - (1 - score) * 10, words);
        }
        return score >= 0.6
                ? null
                : new Evidence("company:eq", asked.text(), known.text(), score, -2, "another company");
    }

    private static void add(List<Evidence> evidence, @Nullable Evidence one) {
        if (one != null && one.bits() != 0) {
            evidence.add(one);
        }
    }
}
