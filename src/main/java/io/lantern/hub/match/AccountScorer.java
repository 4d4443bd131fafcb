package io.lantern.hub.match;

import io.lantern.hub.match.mirror.CandidateIndex;
import io.lantern.hub.match.mirror.Profile;
import io.lantern.hub.match.value.CompanyName;
import io.lantern.hub.match.value.CompanySimilarity;
import io.lantern.hub.match.value.Domains;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default for accounts. Web domain and name carry it; telephone and address help a name that is only alike;
 * another domain of its own speaks against. A missing value says nothing.
 *
 * @param threshold least confidence of a match
 */
record AccountScorer(double threshold) implements Scorer {
    /** How unlikely a record that merely shares a word is to be the one. */
    private static final double PRIOR = -5;

    private static final double SAME_DOMAIN = 9.5;
    private static final double SAME_NAME = 8;
    private static final double OTHER_DOMAIN = -5;

    /** Among records of one domain the better one wins clearly when it is this many bits ahead. */
    private static final double SIBLING_MARGIN = 1;

    @Override
    public List<Scored> score(Profile candidate, CandidateIndex index) {
        List<Weighed> weighed = new ArrayList<>();
        for (Profile record : index.near(candidate)) {
            List<Evidence> evidence = evidence(candidate, record, index);
            double bits = PRIOR + evidence.stream().mapToDouble(Evidence::bits).sum();
            if (evidence.stream().anyMatch(Evidence::speaksFor)) {
                weighed.add(new Weighed(record, evidence, bits));
            }
        }
        double best = weighed.stream().mapToDouble(Weighed::bits).max().orElse(0);
        return weighed.stream()
                .map(each -> each.against(best))
                .sorted(Scored.BEST_FIRST)
                .toList();
    }

    private record Weighed(Profile record, List<Evidence> evidence, double bits) {
        /** A subsidiary with its parent's domain is a good match only while the parent itself is not a better one. */
        Scored against(double best) {
            double behind = Math.max(0, best - bits - SIBLING_MARGIN);
            return new Scored(record, Odds.confidence(bits) * Math.pow(2, -behind / 2), evidence);
        }
    }

    private static List<Evidence> evidence(Profile candidate, Profile record, CandidateIndex index) {
        List<Evidence> evidence = new ArrayList<>();
        Evidence name = name(candidate, record, index);
        add(evidence, name);
        add(evidence, domain(candidate, record, name, index));
        double firm = evidence.stream().mapToDouble(Evidence::bits).sum();
        // Neighbours share an address and tenants a switchboard; without a name or domain they say little.
        double share = firm > 0 ? 1 : 0.4;
        for (Evidence contact :
                SharedEvidence.phoneAndPlace(candidate, record, index, SharedEvidence.Doubts.OF_COMPANIES)) {
            add(evidence, contact.speaksFor() ? contact.withBits(contact.bits() * share) : contact);
        }
        return evidence;
    }

    private static @Nullable Evidence name(Profile candidate, Profile record, CandidateIndex index) {
        CompanyName asked = candidate.company();
        CompanyName known = record.company();
        if (asked == null || known == null) {
            return null;
        }
        double score = CompanySimilarity.compare(asked, known, index);
        if (score >= 1) {
            boolean otherForm = !asked.legalForm().isEmpty()
                    && !known.legalForm().isEmpty()
                    && !asked.legalForm().equals(known.legalForm());
            double bits = SAME_NAME - (otherForm ? 1 : 0) - vagueness(asked, index);
            String words = otherForm ? "same company name, other legal form" : "same company name";
            return new Evidence("name:eq", asked.text(), known.text(), 1, bits, words);
        }
        String rule = score >= 0.85 ? "name:fuzzy0.85" : "name:fuzzy0.7";
        double bits = nameBits(score) - (score >= 0.85 ? vagueness(asked, index) : 0);
        String words = bits > 0 ? "similar company name" : "another company name";
        return new Evidence(rule, asked.text(), known.text(), score, bits, words);
    }

    /** Straight lines between points set by looking at labelled pairs. */
    static double nameBits(double score) {
        if (score >= 0.85) {
            return 4 + (score - 0.85) * 23;
        }
        if (score >= 0.6) {
            return (score - 0.6) * 16;
        }
        return score >= 0.3 ? 0 - (0.6 - score) * 8 : -2.5;
    }

    /** A name made of frequent words only ("First National") is borne by many. */
    private static double vagueness(CompanyName name, CandidateIndex index) {
        double telling = name.words().stream()
                .mapToDouble(word -> CompanySimilarity.weight(word, index))
                .sum();
        return Math.max(0, Math.min(3, 4.5 - telling));
    }

    private static @Nullable Evidence domain(
            Profile candidate, Profile record, @Nullable Evidence name, CandidateIndex index) {
        if (candidate.domains().isEmpty() || record.domains().isEmpty()) {
            return null;
        }
        for (String domain : candidate.domains()) {
            if (record.domains().contains(domain)) {
                double shared = Math.log(Math.max(1, index.countOfDomain(domain))) / Math.log(2);
                return new Evidence(
                        "domain:eq", domain, domain, 1, SAME_DOMAIN - Math.min(3, shared), "same web domain " + domain);
            }
        }
        String asked = candidate.domains().get(0);
        String known = record.domains().get(0);
        if (Domains.label(asked).equals(Domains.label(known))
                && Domains.label(asked).length() > 2) {
            return new Evidence("domain:fuzzy0.7", asked, known, 0.8, 2.5, "web domain " + known + " of the same name");
        }
        boolean bothCarryTheName = name != null
                && name.score() >= 0.85
                && carriesName(asked, candidate.company())
                && carriesName(known, record.company());
        double bits = bothCarryTheName ? OTHER_DOMAIN / 2 : OTHER_DOMAIN;
        return new Evidence("domain:eq", asked, known, 0, bits, "another web domain");
    }

    private static boolean carriesName(String domain, @Nullable CompanyName name) {
        String first = name == null ? "" : name.words().get(0);
        return first.length() > 3 && domain.replace("-", "").contains(first);
    }

    private static void add(List<Evidence> evidence, @Nullable Evidence one) {
        if (one != null && one.bits() != 0) {
            evidence.add(one);
        }
    }
}
