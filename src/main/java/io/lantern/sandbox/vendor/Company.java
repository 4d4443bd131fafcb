package io.lantern.sandbox.vendor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A company somebody asked about, with what a vendor knows of it.
 *
 * @param domain in lower case, without {@code www.}
 */
record Company(String domain) {
    static final Company WRONG = new Company("somewhere-else.example");

    private static final List<String> INDUSTRIES =
            List.of("machinery", "information technology & services", "logistics & supply chain", "food production");
    private static final List<Integer> EMPLOYEES = List.of(7, 34, 120, 410, 870, 3_200);

    /** Every vendor misses another tenth. */
    boolean knownTo(String vendor) {
        return !domain.startsWith("nobody") && Draw.number(vendor, key(), 10) > 0;
    }

    String key() {
        return Draw.plain(domain);
    }

    /** @return the domain's first part in words: acme-fasteners.example is Acme Fasteners */
    String name() {
        return Arrays.stream(domain.split("\\.")[0].split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    String linkedin() {
        return "linkedin.com/company/" + domain.split("\\.")[0];
    }

    String industry() {
        return Draw.one(INDUSTRIES, "industry", key());
    }

    int employees() {
        return Draw.one(EMPLOYEES, "employees", key());
    }

    /** @return as vendors bracket it */
    String size() {
        int people = employees();
        if (people <= 10) {
            return "1-10";
        }
        if (people <= 50) {
            return "11-50";
        }
        if (people <= 200) {
            return "51-200";
        }
        if (people <= 500) {
            return "201-500";
        }
        return people <= 1_000 ? "501-1000" : "1001-5000";
    }

    Place seat() {
        return Draw.one(Place.ALL, "seat", key());
    }
}
