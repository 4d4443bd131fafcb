package io.lantern.hub.enrich;

import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.Optional;

/**
 * Whether an answer is about the company that was asked for by its domain. Companies have several (acme.com, acme.de,
 * acme-group.com), so that another one is a doubt and no proof.
 */
final class AskedCompany {
    private AskedCompany() {}

    /** @return how much of its confidence an answer keeps: 1, or {@link AskedPerson#DOUBTFUL} */
    static double share(ProviderAnswer answer, Clues clues) {
        String asked = clues.get("domain");
        Optional<String> said = answer.field("domain").map(Found::text).flatMap(WebDomain::of);
        if (asked == null || said.isEmpty()) {
            return 1;
        }
        String one = brand(asked);
        String other = brand(said.get());
        return one.contains(other) || other.contains(one) ? 1 : AskedPerson.DOUBTFUL;
    }

    private static String brand(String domain) {
        return domain.substring(0, domain.indexOf('.')).replace("-", "");
    }
}
