package io.lantern.hub.provider.vendor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one service of one vendor is asked and read.
 *
 * @param name {@code <vendor>.<service>}, the service being {@code phone, email, company} or {@code person}
 * @param url without a query; the only address that is called
 * @param post whether the request is a JSON body, else a query
 * @param key the vendor's secret; blank switches the vendor off
 * @param keyHeader name of the header that carries it, after {@code keyPrefix}
 * @param needs alternatives of fields that must be known, by the contract's names; empty needs nothing
 * @param request from what is known to what is sent
 * @param answer from the vendor's JSON to the fields of the contract
 * @param miss from {@code {status, body}} of an answer that is no 2xx to whether it means that nobody was found
 * @param confidence 0 to 1, of a value that carries none
 * @param credits what a hit costs the tenant; null is what the price list says
 * @param callsPerSecond at most; 0 is no limit
 * @param atOnce calls at the same time at most
 * @param timeout of a whole call
 * @param patience after which a second provider may be asked beside this one; null is measured
 */
record VendorCard(
        String name,
        URI url,
        boolean post,
        String key,
        String keyHeader,
        String keyPrefix,
        List<Set<String>> needs,
        JqProgram request,
        JqProgram answer,
        JqProgram miss,
        double confidence,
        @Nullable BigDecimal credits,
        double callsPerSecond,
        int atOnce,
        Duration timeout,
        @Nullable Duration patience) {
    /** As the ledger keeps them. */
    private static final int DECIMALS = 4;

    private static final Set<String> SERVICES = Set.of("phone", "email", "company", "person");

    VendorCard {
        needs = List.copyOf(needs);
    }

    /** @throws IllegalArgumentException with a sentence that says which parameter is wrong, and how */
    static VendorCard of(CardParameters card) {
        String name = card.matching("name", "[a-z0-9]+\\.[a-z]+", "must be <vendor>.<service> in small letters");
        if (!SERVICES.contains(name.substring(name.indexOf('.') + 1))) {
            throw card.wrong("name", "must end in .phone, .email, .company or .person");
        }
        return new VendorCard(
                name,
                url(card),
                card.matching("method", "GET|POST", "must be GET or POST").equals("POST"),
                card.text("key").strip(),
                card.matching("key-header", "[A-Za-z0-9-]+", "must be the name of an HTTP header"),
                card.text("key-prefix"),
                needs(card.text("needs")),
                card.program("request"),
                card.program("answer"),
                card.program("miss"),
                card.number("confidence", 0, 1).doubleValue(),
                card.optional("credits").isEmpty()
                        ? null
                        : card.number("credits", 0, 100_000).setScale(DECIMALS, RoundingMode.HALF_UP),
                card.number("calls-per-second", 0, 10_000).doubleValue(),
                card.number("at-once", 1, 1000).intValue(),
                Duration.ofMillis(card.number("timeout", 1, 60_000).longValue()),
                card.optional("patience").isEmpty()
                        ? null
                        : Duration.ofMillis(card.number("patience", 1, 60_000).longValue()));
    }

    /** @return the vendor, whose services share its key and its patience with us */
    String vendor() {
        return name.substring(0, name.indexOf('.'));
    }

    String service() {
        return name.substring(name.indexOf('.') + 1);
    }

    boolean isOn() {
        return !key.isEmpty();
    }

    /** @return what must be known beside these fields, in words; empty when they are enough */
    Optional<String> lacks(Set<String> known) {
        if (needs.isEmpty() || needs.stream().anyMatch(known::containsAll)) {
            return Optional.empty();
        }
        return Optional.of(needs.stream()
                .map(fields -> String.join(", ", fields))
                .collect(Collectors.joining("; or ", "needs ", "")));
    }

    private static List<Set<String>> needs(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(fields -> !fields.isEmpty())
                .<Set<String>>map(fields -> new LinkedHashSet<>(List.of(fields.split("\\s*\\+\\s*"))))
                .toList();
    }

    private static URI url(CardParameters card) {
        URI url;
        try {
            url = URI.create(card.text("url").strip());
        } catch (IllegalArgumentException e) {
            throw card.wrong("url", "must be an address");
        }
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getRawQuery() != null || url.getRawUserInfo() != null) {
            throw card.wrong("url", "must be an http or https address without a query");
        }
        return url;
    }
}
