package io.lantern.sandbox.salesforce.seed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** E-mail addresses: at the firm's domain in the firm's way, or at a provider that anybody may use. */
final class Addresses {
    private static final List<String> FREE = List.of("gmail.com", "outlook.com", "yahoo.com", "gmx.de", "web.de");

    private final Set<String> given = new HashSet<>();

    String at(Firm firm, String firstName, String lastName) {
        String first = Words.ascii(firstName);
        String last = Words.ascii(lastName);
        String local = switch (firm.addressing()) {
            case 0 -> first + "." + last;
            case 1 -> first.charAt(0) + "." + last;
            case 2 -> first.charAt(0) + last;
            default -> last + "." + first;
        };
        return free(local, firm.domain());
    }

    /** The word in the middle keeps these from being anybody's. */
    String atProvider(Draw draw, String firstName, String lastName) {
        return free(Words.ascii(firstName) + ".lanternsandbox." + Words.ascii(lastName), draw.of(FREE));
    }

    private String free(String local, String domain) {
        String email = local + "@" + domain;
        for (int i = 2; !given.add(email); i++) {
            email = local + i + "@" + domain;
        }
        return email;
    }
}
