package io.lantern.sandbox.salesforce.seed;

import java.util.List;

/** A city, and how telephones and companies are written there. */
record Place(String city, String state, String postalCode, String country) {
    static Place of(String[] cells) {
        return new Place(cells[0], cells[1], cells[2], cells[3]);
    }

    String countryCode() {
        return switch (country) {
            case "United States" -> "us";
            case "Germany" -> "de";
            case "United Kingdom" -> "uk";
            case "France" -> "fr";
            case "Switzerland" -> "ch";
            default -> "at";
        };
    }

    /** Legal forms, the usual one first. */
    List<String> legalForms() {
        return switch (country) {
            case "United States" -> List.of("Inc.", "LLC", "Corp.", "Co.");
            case "Germany" -> List.of("GmbH", "AG", "GmbH & Co. KG", "KG");
            case "United Kingdom" -> List.of("Ltd", "PLC", "LLP", "Limited");
            case "France" -> List.of("SAS", "SA", "SARL", "S.A.S.");
            case "Switzerland" -> List.of("AG", "GmbH", "SA", "Sàrl");
            default -> List.of("GmbH", "GesmbH", "AG", "KG");
        };
    }

    /** A number that nobody has: from the ranges kept for fiction where a country has such. */
    String telephone(Draw draw) {
        return switch (country) {
            case "United States" -> "+1 " + areaCode() + " 555 01" + draw.digits(2);
            case "Germany" -> "+49 30 23125 " + draw.between(100, 999);
            case "United Kingdom" -> "+44 20 7946 0" + draw.between(100, 999);
            case "France" -> "+33 1 99 00 " + draw.between(10, 99) + " " + draw.between(10, 99);
            case "Switzerland" -> "+41 44 555 " + draw.between(10, 99) + " " + draw.between(10, 99);
            default -> "+43 1 555 " + draw.between(1000, 9999);
        };
    }

    String mobile(Draw draw) {
        return switch (country) {
            case "United States" -> "+1 " + areaCode() + " 555 01" + draw.digits(2);
            case "Germany" -> "+49 176 040690" + draw.digits(2);
            case "United Kingdom" -> "+44 7700 900" + draw.digits(3);
            case "France" -> "+33 6 39 98 " + draw.between(10, 99) + " " + draw.between(10, 99);
            case "Switzerland" -> "+41 79 555 " + draw.between(10, 99) + " " + draw.between(10, 99);
            default -> "+43 664 555" + draw.digits(4);
        };
    }

    private String areaCode() {
        return switch (state) {
            case "NY" -> "212";
            case "IL" -> "312";
            case "MA" -> "617";
            case "TX" -> "512";
            case "CA" -> "415";
            case "WA" -> "206";
            case "CO" -> "303";
            case "GA" -> "404";
            default -> "614";
        };
    }
}
