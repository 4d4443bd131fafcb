package io.lantern.hub.provider.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many people work there, as a range of the sizes that LinkedIn uses. */
final class Headcount {
    private static final String NUMBER = "(?<low>\\d{1,3}(?:[., '’]\\d{3})+|\\d{1,6})";
    private static final Pattern COUNTED = Pattern.compile("(?iu)(?<![\\d.,$€£])" + NUMBER
            + "\\+?\\s*(?:employees|staff members|team members|mitarbeiter\\p{L}*|mitarbeitenden?|beschäftigte\\p{L}*"
            + "|salarié\\p{L}*|collaborateurs|empleados|trabajadores|dipendenti|medewerkers|pracowników"
            + "|anställda|ansatte|medarbejdere|funcionários|colaboradores|trabalhadores|сотрудник\\p{L}*"
            + "|співробітник\\p{L}*|zaměstnanc\\p{L}*|alkalmazott\\p{L}*|munkatárs\\p{L}*|çalışan\\p{L}*)");
    private static final Pattern LABELLED =
            Pattern.compile("(?iu)(?:number of employees|team of|employees|company size|従業員数|員工人數|社員数|员工人数|员工数|직원수|임직원)"
                    + "\\s*[:：]?\\s*約?" + NUMBER + "(?:\\s*(?:to|-|–|bis|à)\\s*(?<high>\\d{1,6}))?");
    private static final List<Integer> UPPER = List.of(10, 50, 200, 500, 1_000, 5_000, 10_000);

    private Headcount() {}

    /** @param written number or range, as structured data has it */
    static Optional<String> of(String written) {
        Matcher numbers =
                Pattern.compile(NUMBER + "(?:\\s*[-–]\\s*(?<high>\\d{1,6}))?").matcher(written);
        return numbers.find() ? range(numbers) : Optional.empty();
    }

    /** @return what the pages' text says */
    static Optional<String> in(List<Page> pages) {
        for (Page page : pages) {
            for (int i = 0; i < page.lines().size(); i++) {
                String line = page.lines().get(i);
                String labelled = i == 0 ? line : page.lines().get(i - 1) + " " + line;
                Matcher found = COUNTED.matcher(line);
                Matcher afterLabel = LABELLED.matcher(labelled);
                if (afterLabel.find()) {
                    return range(afterLabel);
                }
                if (found.find()) {
                    return range(number(found.group("low")));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> range(Matcher numbers) {
        long low = number(numbers.group("low"));
        String high = numbers.group("high");
        return range(high == null ? low : (low + number(high)) / 2);
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replaceAll("\\D", ""));
    }

    private static Optional<String> range(long people) {
        if (people < 1) {
            return Optional.empty();
        }
        int from = 1;
        for (int upper : UPPER) {
            if (people <= upper) {
                return Optional.of(from + "-" + upper);
            }
            from = upper + 1;
        }
        return Optional.of("10001+");
    }
}
