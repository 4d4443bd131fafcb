package io.lantern.sandbox.salesforce.seed;

import java.util.List;
import java.util.Locale;

/** Writes what is right the way people type it. */
final class Mess {
    private static final List<String> LEGAL = List.of(
            "Inc.",
            "LLC",
            "Corp.",
            "Co.",
            "GmbH & Co. KG",
            "GmbH",
            "AG",
            "KG",
            "Ltd",
            "PLC",
            "LLP",
            "Limited",
            "SAS",
            "SARL",
            "S.A.S.",
            "SA",
            "Sàrl",
            "GesmbH");

    private final Draw draw;

    Mess(Draw draw) {
        this.draw = draw;
    }

    /** Another way to write the company's name, never the same. */
    String company(String name) {
        String messy = switch (draw.below(9)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.toLowerCase(Locale.ROOT);
            case 2 -> bare(name);
            case 3 -> longForm(name);
            case 4 -> punctuated(name);
            case 5 -> abbreviated(name);
            case 6 -> withoutAccents(name);
            case 7 -> "The " + bare(name) + " Company";
            default -> bare(name).replace(" ", "  ") + " ";
        };
        return messy.strip().equals(name) ? bare(name) + ", " + legalForm(name) : messy;
    }

    /** The name without its legal form. */
    static String bare(String name) {
        for (String legal : LEGAL) {
            if (name.endsWith(" " + legal)) {
                return name.substring(0, name.length() - legal.length() - 1);
            }
        }
        return name;
    }

    private static String legalForm(String name) {
        String bare = bare(name);
        return bare.length() == name.length() ? "Group" : name.substring(bare.length() + 1);
    }

    private static String longForm(String name) {
        return name.replace("Inc.", "Incorporated")
                .replace("Corp.", "Corporation")
                .replace("Ltd", "Limited")
                .replace("GmbH", "Gesellschaft mit beschränkter Haftung")
                .replaceFirst("AG$", "Aktiengesellschaft");
    }

    private static String punctuated(String name) {
        return name.replace(" Inc.", ", Inc")
                .replace("GmbH", "G.m.b.H.")
                .replace(" LLC", ", L.L.C.")
                .replaceFirst(" AG$", " A.G.")
                .replaceFirst(" Ltd$", " Ltd.");
    }

    private static String abbreviated(String name) {
        return name.replace("Manufacturing", "Mfg.")
                .replace("Engineering", "Eng.")
                .replace("Systems", "Sys.")
                .replace("Software", "SW")
                .replace("Logisti", "Log. ")
                .replace("Communications", "Comm.")
                .replace("Consulting", "Cons.")
                .replace("Laboratories", "Labs")
                .replace("Maschinenbau", "Masch.bau")
                .replace(" and ", " & ");
    }

    private static String withoutAccents(String name) {
        return name.replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("Ö", "Oe")
                .replace("Ü", "Ue")
                .replace("ß", "ss");
    }

    /** @param number as {@code +49 30 23125 123} */
    String phone(String number) {
        String digits = number.replaceAll("[^0-9]", "");
        return switch (draw.below(6)) {
            case 0 -> "+" + digits;
            case 1 -> "00" + digits;
            case 2 -> national(number);
            case 3 -> number.replace(' ', '-');
            default -> number;
        };
    }

    private static String national(String number) {
        String[] groups = number.split(" ");
        String rest = String.join(" ", List.of(groups).subList(2, groups.length));
        return number.startsWith("+1 ")
                ? "(" + groups[1] + ") " + rest.replace(' ', '-')
                : "0" + groups[1] + "/" + rest;
    }

    String website(String domain) {
        return switch (draw.below(5)) {
            case 0 -> domain;
            case 1 -> "http://" + domain + "/";
            case 2 -> "https://www." + domain;
            case 3 -> "WWW." + domain.toUpperCase(Locale.ROOT);
            default -> "www." + domain;
        };
    }

    String email(String email) {
        return switch (draw.below(4)) {
            case 0 -> email.toUpperCase(Locale.ROOT);
            case 1 -> Character.toUpperCase(email.charAt(0)) + email.substring(1);
            default -> email;
        };
    }
}
