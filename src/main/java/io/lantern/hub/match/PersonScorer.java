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
    private static final double SAME_SHARED_EMAIL = 3;
    private static final double SAME_NAME = 6;
    private static final double SAME_COMPANY = 4;

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
        add(evidence, name(candidate.person(), record.person(), index));
        Evidence email = email(candidate.email(), record.email());
        add(evidence, email);
        add(evidence, linkedin(candidate.linkedin(), record.linkedin()));
        add(evidence, company(candidate, record));
        SharedEvidence.phoneAndPlace(candidate, record, index).forEach(each -> add(evidence, each));
        return evidence;
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
        boolean equal = agreement.given() == 1 && agreement.family() == 1;
        String rule = equal ? "first_name_last_name:eq" : "first_name_last_name:fuzzy0.85";
        if (bits > 0 && (agreement.given() < 0 || agreement.family() < 0)) {
            rule = agreement.family() < 0 ? "first_name:fuzzy0.85" : "last_name:fuzzy0.85";
        }
        double score = agreement.overall() > 0 ? agreement.overall() : Math.max(agreement.given(), agreement.family());
        String words = bits < 0 ? "another name" : equal ? "same name" : "similar name";
        return new Evidence(rule, asked.key(), known.key(), Math.max(0, score), bits, words);
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
        return -9;
    }

    private static @Nullable Evidence email(@Nullable Email asked, @Nullable Email known) {
        if (asked == null || known == null) {
            return null;
        }
        double score = EmailSimilarity.compare(asked, known);
        if (score == 1) {
            boolean shared = asked.isShared();
            return new Evidence(
                    "email:eq",
                    asked.address(),
                    known.address(),
                    1,
                    shared ? SAME_SHARED_EMAIL : SAME_EMAIL,
                    shared ? "same shared mailbox" : "same e-mail address");
        }
        if (score >= 0.9 && !asked.isShared()) {
            return new Evidence("email:fuzzy0.9", asked.address(), known.address(), score, 6, "similar e-mail address");
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

    /** A company's name and its domain say the same thing, so the better of them counts once. */
    private static @Nullable Evidence company(Profile candidate, Profile record) {
        String domain = candidate.domains().stream()
                .filter(record.domains()::contains)
                .findFirst()
                .orElse(null);
        if (domain != null) {
            return new Evidence("domain:eq", domain, domain, 1, SAME_COMPANY, "same web domain " + domain);
        }
        CompanyName asked = candidate.company();
        CompanyName known = record.company();
        if (asked == null || known == null) {
            return null;
        }
        double score = CompanySimilarity.compare(asked, known, WordWeights.EQUAL);
        if (score >= 0.85) {
            String rule = score == 1 ? "company:eq" : "company:fuzzy0.85";
            String words = score == 1 ? "same company" : "similar company name";
            return new Evidence(rule, asked.text(), known.text(), score, SAME_COMPANY - (1 - score) * 10, words);
        }
        return score >= 0.6
                ? null
                : new Evidence("company:eq", asked.text(), known.text(), score, -1.5, "another company");
    }

    private static void add(List<Evidence> evidence, @Nullable Evidence one) {
        if (one != null && one.bits() != 0) {
            evidence.add(one);
        }
    }
}
