package io.lantern.hub.provider.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How countries write the line of an address that holds the postal code (Universal Postal Union, addressing sheets).
 * The order is the order in which they are tried: those that only one country can have written come first.
 */
enum PostalFormat {
    JAPAN(
            List.of("JP"),
            "〒?\\s*(?<postal>\\d{3}-\\d{4})\\s*(?<state>東京都|北海道|京都府|大阪府|\\p{IsHan}{2,3}県)(?<city>[\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}]{1,6}?[市区町村])"),
    KOREA(
            List.of("KR"),
            "\\(?(?<postal>\\d{5})\\)?\\s*(?<state>[\\p{IsHangul}]{2,4}(?:특별시|광역시|특별자치시|특별자치도|도))\\s+(?<city>[\\p{IsHangul}]{1,5}[시군구])"),
    CHINA(
            List.of("CN"),
            "(?<state>\\p{IsHan}{2,3}(?:省|自治区))?(?<city>\\p{IsHan}{2,4}?市)\\p{IsHan}{2}.{0,80}?(?:邮编|邮政编码)\\s*[:：]?\\s*(?<postal>\\d{6})"),
    TAIWAN(
            List.of("TW"),
            "(?<![\\d-])(?<postal>\\d{3}(?:\\d{2,3})?)\\s*(?:[台臺]灣)?\\s*(?<city>\\p{IsHan}{2}[市縣])\\p{IsHan}{1,3}[區鄉鎮市]"),
    UNITED_STATES(
            List.of("US"),
            city() + ",?\\s+(?<state>" + States.pattern("US") + ")\\.?,?\\s+(?<postal>\\d{5}(?:-\\d{4})?)(?!\\d)"),
    CANADA(
            List.of("CA"),
            city() + ",?\\s*[( ]\\s*(?<state>" + States.pattern("CA")
                    + ")[.)]?,?\\s+(?<postal>[A-Z]\\d[A-Z] ?\\d[A-Z]\\d)\\b"),
    AUSTRALIA(List.of("AU"), city() + ",?\\s+(?<state>" + States.pattern("AU") + "),?\\s+(?<postal>\\d{4})\\b"),
    IRELAND(
            List.of("IE"),
            city() + "(?:,?\\s+(?:Co\\.?|County)\\s+\\p{Lu}\\p{L}+)?,?\\s+(?<postal>[A-Z]\\d[\\dW] ?[A-Z\\d]{4})\\b"),
    BRITAIN(List.of("GB"), "(?<city>)(?<postal>\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2})\\b"),
    BRAZIL(
            List.of("BR"),
            city() + "\\s*[-–/,]\\s*(?<state>[A-Z]{2})\\b.{0,20}?(?:CEP:?\\s*)?(?<postal>\\d{5}-\\d{3})\\b"),
    BRAZIL_CODE_FIRST(
            List.of("BR"), "(?<postal>\\b\\d{5}-\\d{3})\\b[\\s,-]+" + town() + "\\s*[-–/,]\\s*(?<state>[A-Z]{2})\\b"),
    MEXICO(
            List.of("MX"),
            "C\\.?\\s?P\\.?:?\\s*(?<postal>\\d{5}),?\\s+" + town() + "(?:,\\s*(?<state>\\p{Lu}[\\p{L}. ]{1,25}))?"),
    INDIA(
            List.of("IN"),
            city()
                    + "\\s*[-–,]?\\s*(?<postal>\\d{3} ?\\d{3})(?!\\d)(?:[,.]?\\s*(?<state>\\p{Lu}\\p{L}+(?: \\p{L}+)?))?"),
    SINGAPORE(List.of("SG"), "(?<city>Singapore)\\s*\\(?(?<postal>\\d{6})\\b"),
    NETHERLANDS(List.of("NL"), "\\b(?:NL-)?(?<postal>\\d{4} ?[A-Z]{2})\\b[\\s,]+" + town()),
    POLAND(List.of("PL"), "\\b(?:PL-)?(?<postal>\\d{2}-\\d{3})\\s+" + town()),
    PORTUGAL(List.of("PT"), "\\b(?:PT?-)?(?<postal>\\d{4}-\\d{3})\\s+" + town()),
    RUSSIA(List.of("RU", "KZ", "BY"), "\\b(?<postal>\\d{6}),?\\s*(?:.{0,40}?,\\s*)?(?:г\\.|город)\\s*" + town()),
    UKRAINE(List.of("UA"), "(?:м\\.|г\\.)\\s*" + town() + ",?\\s*(?<postal>\\d{5})\\b"),
    UKRAINE_CODE_FIRST(List.of("UA"), "\\b(?<postal>\\d{5}),?\\s*(?:.{0,40}?,\\s*)?(?:м\\.|г\\.)\\s*" + town()),
    THREE_AND_TWO(List.of("SE", "CZ", "SK", "GR"), "\\b(?:[A-Z]{1,2}-)?(?<postal>\\d{3} \\d{2})\\s+" + town()),
    FIVE(
            List.of("DE", "FR", "ES", "IT", "TR", "FI", "UA", "HR", "RS", "EE", "LT", "MX", "MA"),
            "\\b(?<prefix>[A-Z]{1,3})?-?(?<postal>\\d{5}),?\\s+" + town()
                    + "(?:\\s*(?:\\(|/\\s?)\\s*(?<state>\\p{Lu}[\\p{L} ]{1,25})\\)?)?"),
    FOUR(
            List.of("AT", "CH", "BE", "DK", "NO", "HU", "LU", "SI", "BG", "LV", "NZ", "ZA"),
            "\\b(?<prefix>[A-Z]{1,2})?-?(?<postal>\\d{4}),?\\s+" + town());

    private final List<String> countries;
    private final Pattern line;

    PostalFormat(List<String> countries, String line) {
        this.countries = countries;
        this.line = Pattern.compile(line);
    }

    /** What a line holds. */
    record Found(PostalFormat format, @Nullable String prefix, Address address, int start, int end) {}

    /** A city in front of what follows it: from the last comma or dash, or the start of the line. */
    private static String city() {
        return "(?:^|[,;|·•(:]|\\s[-–]\\s|\\b(?:Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Drive|Dr|Lane|Ln|Way)\\b\\.?\\s)"
                + "\\s*(?<city>\\p{Lu}[\\p{L}\\p{M}.'’]*(?:[ -][\\p{L}.'’]+){0,4}(?: \\d{1,2})?)";
    }

    /** A city behind its postal code: words with a capital, joined by short ones, perhaps a district's number. */
    private static String town() {
        String word = "\\p{Lu}[\\p{L}\\p{M}.'’]*(?:-[\\p{L}][\\p{L}'’]*)*";
        String small = "(?:am|an|an der|im|in|ob der|unter|bei|de|de la|de los|del|della|di|do|da|dos|la|le|les|sur"
                + "|sous|en|lès|aan|aan den|den|nad|upon|i|d')";
        return "(?<city>" + word + "(?: (?:" + small + " )?" + word + "){0,3}(?: \\d{1,2}(?![\\d./-]))?)";
    }

    /** Countries that write it so. */
    List<String> countries() {
        return countries;
    }

    /** @return the first such address in the line; null when there is none */
    @Nullable
    Found find(String text) {
        Matcher found = line.matcher(text);
        if (!found.find()) {
            return null;
        }
        String city = clean(found.group("city"));
        Address address = new Address(city, group(found, "state"), found.group("postal"), null);
        return new Found(this, group(found, "prefix"), address, found.start(), found.end());
    }

    private @Nullable String group(Matcher found, String name) {
        return line.pattern().contains("(?<" + name + ">") ? found.group(name) : null;
    }

    private static @Nullable String clean(String city) {
        String plain = city.replaceFirst("(?i)\\s+cedex.*$", "")
                .replaceFirst("[.,]+$", "")
                .strip();
        return plain.isEmpty() ? null : plain;
    }
}
