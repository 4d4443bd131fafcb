package io.lantern.hub.match.value;

/** How alike two mailboxes are. */
public final class EmailSimilarity {
    private EmailSimilarity() {}

    /** @return 1 when equal; about 0.95 when one slip of the keyboard apart; else at most 0.8 */
    public static double compare(Email a, Email b) {
        if (a.address().equals(b.address())) {
            return 1;
        }
        // Gmail's dots are gone already, those of "gmial.com" are not.
        boolean sameLocal = a.local().replace(".", "").equals(b.local().replace(".", ""));
        boolean sameDomain = a.domain().equals(b.domain());
        if (sameLocal && a.local().length() >= 5 && WordSimilarity.oneSlip(a.domain(), b.domain())) {
            return 0.96;
        }
        if (sameDomain && slip(a.local(), b.local())) {
            return 0.94;
        }
        double local = WordSimilarity.jaroWinkler(a.local(), b.local());
        return sameDomain ? Math.min(0.8, local * 0.85) : Math.min(0.7, local * 0.7);
    }

    /** One changed letter is a slip only in a name that is long enough, and never in a number. */
    private static boolean slip(String a, String b) {
        return Math.min(a.length(), b.length()) >= 6
                && WordSimilarity.oneSlip(a, b)
                && digits(a).equals(digits(b));
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }
}
