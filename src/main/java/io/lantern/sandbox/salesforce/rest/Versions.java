package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The API versions the org speaks: v31.0 (Summer '14) to v68.0 (Winter '27). Older ones are retired. */
public final class Versions {
    /** The oldest that is not retired. */
    public static final int OLDEST = 31;

    /** The newest. */
    public static final int NEWEST = 68;

    private Versions() {}

    /** @return the versions as {@code /services/data} lists them */
    static List<Map<String, Object>> list() {
        return IntStream.rangeClosed(OLDEST, NEWEST)
                .mapToObj(major -> {
                    Map<String, Object> version = new LinkedHashMap<>();
                    version.put("label", label(major));
                    version.put("url", "/services/data/v" + major + ".0");
                    version.put("version", major + ".0");
                    return version;
                })
                .toList();
    }

    /**
     * @param text {@code 60.0}
     * @return the same
     * @throws OrgFault 410 for a retired version, 404 for one that never was
     */
    static String checked(String text, int retiredBelow) {
        if (!text.matches("\\d{1,3}\\.0")) {
            throw unknown();
        }
        int major = Integer.parseInt(text.substring(0, text.indexOf('.')));
        if (major >= 7 && major < retiredBelow) {
            throw new OrgFault(
                    "GONE", 410, "API version v%s is retired. Use a version from v31.0 on.".formatted(text), List.of());
        }
        if (major < OLDEST || major > NEWEST) {
            throw unknown();
        }
        return text;
    }

    private static OrgFault unknown() {
        return new OrgFault("NOT_FOUND", 404, "The requested resource does not exist", List.of());
    }

    /** Three releases a year; Winter is named after the year to come. */
    private static String label(int major) {
        return switch (major % 3) {
            case 0 -> "Spring '" + (26 + (major - 66) / 3);
            case 1 -> "Summer '" + (26 + (major - 67) / 3);
            default -> "Winter '" + (27 + (major - 68) / 3);
        };
    }
}
