package io.lantern.hub.match;

import io.lantern.hub.match.mirror.CandidateIndex;
import io.lantern.hub.match.mirror.Profile;
import io.lantern.hub.match.value.Phone;
import io.lantern.hub.match.value.Place;
import io.lantern.hub.match.value.PlaceSimilarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What telephone and address say, of people as of companies. */
final class SharedEvidence {
    private static final double SAME_PHONE = 5.5;

    private SharedEvidence() {}

    /**
     * What other values take away, in bits. A firm has many numbers and offices, a person few.
     *
     * @param street taken beside city
     */
    record Doubts(double phone, double city, double street) {
        static final Doubts OF_COMPANIES = new Doubts(-0.7, -0.5, 0);
        static final Doubts OF_PEOPLE = new Doubts(-1.2, -1, -1);
    }

    static List<Evidence> phoneAndPlace(Profile candidate, Profile record, CandidateIndex index, Doubts doubts) {
        List<Evidence> evidence = new ArrayList<>();
        Evidence phone = phone(candidate, record, index, doubts);
        if (phone != null) {
            evidence.add(phone);
        }
        place(candidate.place(), record.place(), doubts, evidence);
        return evidence;
    }

    static @Nullable Evidence phone(Profile candidate, Profile record, CandidateIndex index, Doubts doubts) {
        Evidence best = null;
        for (Phone asked : candidate.phones()) {
            for (Phone known : record.phones()) {
                double score = Phone.compare(asked, known);
                if (best == null || score > best.score()) {
                    best = phone(asked, known, score, index, doubts);
                }
            }
        }
        return best;
    }

    private static Evidence phone(Phone asked, Phone known, double score, CandidateIndex index, Doubts doubts) {
        if (score == 0) {
            return new Evidence(
                    "phone:eq", asked.number(), known.number(), 0, doubts.phone(), "another telephone number");
        }
        // A switchboard is shared by all who work there.
        double shared = Math.log(Math.max(1, index.countOfPhone(known.number()))) / Math.log(2);
        // One digit off may be a slip, or the next desk.
        double bits = (SAME_PHONE - Math.min(4, shared)) * (score >= 0.95 ? 1 : 0.4);
        String rule = score == 1 ? "phone:eq" : "phone:fuzzy0.9";
        return new Evidence(
                rule,
                asked.number(),
                known.number(),
                score,
                bits,
                score == 1 ? "same telephone number" : "similar telephone number");
    }

    /** The parts of an address come together, so the most exact one that agrees speaks for all. */
    private static void place(Place asked, Place known, Doubts doubts, List<Evidence> evidence) {
        boolean samePostal = asked.postalCode() != null && asked.postalCode().equals(known.postalCode());
        boolean sameCity = asked.city() != null && asked.city().equals(known.city());
        double streets = PlaceSimilarity.streets(asked.street(), known.street());
        if (streets >= 0.8 && (samePostal || sameCity || asked.city() == null || known.city() == null)) {
            evidence.add(
                    one("street:fuzzy0.8", text(asked.street()), text(known.street()), streets, 4.5, "same address"));
        } else if (samePostal) {
            evidence.add(one("postal_code:eq", asked.postalCode(), known.postalCode(), 1, 2, "same postal code"));
        } else if (sameCity) {
            evidence.add(one("city:eq", asked.city(), known.city(), 1, 1.2, "same city"));
        } else if (asked.city() != null && known.city() != null) {
            evidence.add(one("city:eq", asked.city(), known.city(), 0, doubts.city(), "another city"));
        }
        if (streets < 0.5 && !asked.street().isEmpty() && !known.street().isEmpty() && doubts.street() != 0) {
            evidence.add(one(
                    "street:fuzzy0.8",
                    text(asked.street()),
                    text(known.street()),
                    streets,
                    doubts.street(),
                    "another street"));
        }
        country(asked, known, evidence);
    }

    private static void country(Place asked, Place known, List<Evidence> evidence) {
        if (asked.country() == null || known.country() == null) {
            return;
        }
        if (Objects.equals(asked.country(), known.country())) {
            evidence.add(one("country:eq", asked.country(), known.country(), 1, 0.3, "same country"));
        } else {
            evidence.add(one("country:eq", asked.country(), known.country(), 0, -1.7, "another country"));
        }
    }

    private static Evidence one(
            String rule, @Nullable String asked, @Nullable String known, double score, double bits, String words) {
        return new Evidence(rule, asked, known, score, bits, words);
    }

    private static String text(List<String> words) {
        return String.join(" ", words);
    }
}
