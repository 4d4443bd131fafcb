package io.lantern.hub.provider.web;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Finds the company's telephone number. */
final class SitePhones {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final int AROUND = 14;
    private static final int NEAR = 12;

    private final String region;

    /** @param region where numbers without country code are from; null when that is not known */
    SitePhones(@Nullable String region) {
        this.region = region == null ? "ZZ" : region;
    }

    /** A number, and how plainly it is the company's. */
    private record Candidate(String number, int score) {}

    /** @return E.164; empty when it is no valid number of the region */
    Optional<String> parse(String written) {
        try {
            var number = PHONES.parse(written, region);
            return PHONES.isValidNumber(number)
                    ? Optional.of(PHONES.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    /** @param address the numbers close to it are the best ones; null when there is none */
    Optional<String> in(List<Page> pages, TextAddresses.@Nullable Found address) {
        @Nullable Candidate best = null;
        for (Page page : pages) {
            for (int line = 0; line < page.lines().size(); line++) {
                Candidate next = best(page, line, address);
                best = next != null && (best == null || next.score() > best.score()) ? next : best;
            }
        }
        return best == null
                ? pages.stream().flatMap(page -> linked(page).stream()).findFirst()
                : Optional.of(best.number());
    }

    private @Nullable Candidate best(Page page, int line, TextAddresses.@Nullable Found address) {
        String text = page.lines().get(line);
        String above = line == 0 ? "" : page.lines().get(line - 1);
        Candidate best = null;
        for (PhoneNumberMatch match : PHONES.findNumbers(text, region, Leniency.VALID, 50)) {
            int score = score(text, above, match) + nearness(page, line, address);
            if (best == null || score > best.score()) {
                best = new Candidate(PHONES.format(match.number(), PhoneNumberFormat.E164), score);
            }
        }
        return best == null || best.score() < 0 ? null : best;
    }

    private static int score(String text, String above, PhoneNumberMatch match) {
        String before = text.substring(Math.max(0, match.start() - AROUND), match.start());
        String after = text.substring(match.end(), Math.min(text.length(), match.end() + AROUND));
        String label = before.isBlank() ? above : before;
        boolean fax = PageWords.group("fax").matcher(label).find() || isFaxOnly(after);
        if (fax || PageWords.group("other").matcher(above).find()) {
            return -100;
        }
        boolean labelled = PageWords.group("phone").matcher(label).find();
        return (labelled ? 3 : 0) + (text.charAt(match.start()) == '+' ? 2 : 0);
    }

    /** "555-0119 FAX" is one; in "555-0118 Fax: 555-0119" the word belongs to the number that follows. */
    private static boolean isFaxOnly(String after) {
        String words = after.replaceFirst("[,;/|].*", "");
        return PageWords.group("fax").matcher(words).find() && !words.matches(".*[:：\\d].*");
    }

    private static int nearness(Page page, int line, TextAddresses.@Nullable Found address) {
        if (address == null || address.page() != page) {
            return 0;
        }
        int behind = line - address.line();
        return Math.abs(behind) > NEAR ? -3 : behind >= 0 ? 8 - behind / 3 : 2;
    }

    private Optional<String> linked(Page page) {
        for (Element link : page.document().select("a[href^=tel:]")) {
            Optional<String> number = parse(link.attr("href").substring("tel:".length()));
            if (number.isPresent()) {
                return number;
            }
        }
        return Optional.empty();
    }
}
