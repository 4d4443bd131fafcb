package io.lantern.sandbox.salesforce.soql;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days a date literal stands for. Weeks begin on Sunday, as the org's locale has it; the fiscal year is the
 * calendar's.
 *
 * @param start first day
 * @param end the day after the last
 */
record DateRange(LocalDate start, LocalDate end) {
    private static final Pattern SINGLE =
            Pattern.compile("(LAST|THIS|NEXT)_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)|(LAST|NEXT)_90_DAYS");
    private static final Pattern COUNTED = Pattern.compile("(LAST|NEXT)_N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S"
            + "|N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO");
    private static final int NINETY = 90;

    private enum Unit {
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR;

        LocalDate start(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
                case YEAR -> day.withDayOfYear(1);
            };
        }

        LocalDate plus(LocalDate day, int n) {
            return switch (this) {
                case DAY -> day.plusDays(n);
                case WEEK -> day.plusWeeks(n);
                case MONTH -> day.plusMonths(n);
                case QUARTER -> day.plusMonths(3L * n);
                case YEAR -> day.plusYears(n);
            };
        }
    }

    static boolean isName(String word) {
        return word.equals("TODAY")
                || word.equals("YESTERDAY")
                || word.equals("TOMORROW")
                || SINGLE.matcher(word).matches()
                || needsNumber(word);
    }

    static boolean needsNumber(String word) {
        return COUNTED.matcher(word).matches();
    }

    /** @param word upper case; one for which {@link #isName} holds */
    static DateRange of(String word, int n, LocalDate today) {
        switch (word) {
            case "TODAY":
                return range(Unit.DAY, today, 0, 1);
            case "YESTERDAY":
                return range(Unit.DAY, today, -1, 0);
            case "TOMORROW":
                return range(Unit.DAY, today, 1, 2);
            case "LAST_90_DAYS":
                return range(Unit.DAY, today, -NINETY, 1);
            case "NEXT_90_DAYS":
                return range(Unit.DAY, today, 1, NINETY + 1);
            default:
                return word.contains("_N_") || word.startsWith("N_") ? counted(word, n, today) : single(word, today);
        }
    }

    private static DateRange single(String word, LocalDate today) {
        Matcher matcher = SINGLE.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(word);
        }
        int from = from(matcher.group(1));
        return range(unit(matcher.group(2)), today, from, from + 1);
    }

    private static DateRange counted(String word, int n, LocalDate today) {
        Matcher matcher = COUNTED.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(word);
        }
        if (matcher.group(1) == null) {
            return range(unit(matcher.group(3)), today, -n, 1 - n);
        }
        Unit unit = unit(matcher.group(2));
        if (matcher.group(1).equals("NEXT")) {
            return range(unit, today, 1, n + 1);
        }
        // The last n days include today; the last n weeks, months and years are whole and past.
        return range(unit, today, -n, unit == Unit.DAY ? 1 : 0);
    }

    private static DateRange range(Unit unit, LocalDate today, int from, int to) {
        LocalDate start = unit.start(today);
        return new DateRange(unit.plus(start, from), unit.plus(start, to));
    }

    private static int from(String word) {
        return switch (word) {
            case "LAST" -> -1;
            case "NEXT" -> 1;
            default -> 0;
        };
    }

    private static Unit unit(String word) {
        return Unit.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
