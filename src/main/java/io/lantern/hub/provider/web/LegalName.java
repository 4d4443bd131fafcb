package io.lantern.hub.provider.web;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the name of a company in a line by the legal form it ends or begins with. */
final class LegalName {
    private static final String FORMS = PageWords.rows("legal-names.txt", 1).stream()
            .flatMap(row -> Stream.of(row[0], row[0].toUpperCase(Locale.ROOT)))
            .distinct()
            .collect(Collectors.joining("|", "(?:", ")"));
    private static final Pattern ENDS = Pattern.compile(
            "(?:^|[|·•:：©]|\\d{4}|\\s[-–]\\s|[.!?]\\s|(?iu:\\b(?:société|firma|empresa|firme|ditta|página es|web es)\\s))\\s*(?<name>(?:\\p{Lu}|\\p{N}+\\p{Lu}|\\p{N}+ \\p{Lu}\\p{L}{2})[^|·•:：©]{1,60}?,?\\s+"
                    + FORMS + ")(?=$|[\\s,;|·•(.)])");
    private static final Pattern BEGINS =
            Pattern.compile("(?<name>(?:ООО|ОАО|ЗАО|АО|ПАО|ИП|ТОВ|ПП|ПрАТ)\\s*[«\"“][^»\"”]{2,60}[»\"”])");
    private static final Pattern EAST =
            Pattern.compile("(?<name>(?:株式会社|有限会社|合同会社)[\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}ー・A-Za-z]{1,20}"
                    + "|[\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}ー・A-Za-z]{1,20}(?:株式会社|有限会社|合同会社)"
                    + "|(?:주식회사|\\(주\\)) ?[\\p{IsHangul}A-Za-z]{1,20}|[\\p{IsHangul}A-Za-z]{1,20} ?(?:주식회사|\\(주\\))"
                    + "|\\p{IsHan}{3,25}(?:有限公司|有限责任公司|股份公司))");

    private LegalName() {}

    static Optional<String> in(String line) {
        for (Pattern pattern : java.util.List.of(EAST, BEGINS, ENDS)) {
            Matcher found = pattern.matcher(line);
            if (found.find()) {
                return Optional.of(found.group("name").strip());
            }
        }
        return Optional.empty();
    }
}
