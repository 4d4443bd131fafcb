package io.lantern.hub.provider.web;

import io.lantern.hub.provider.web.CompanyProfile.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the pages of one site say, from what says it most plainly (markup made for machines) to what says it
 * least (a title).
 */
final class CompanyFacts {
    private static final double MARKED_UP = 0.95;
    private static final double OPEN_GRAPH = 0.85;
    private static final double IN_TEXT = 0.8;
    private static final double IN_TITLE = 0.6;
    private static final Pattern LINKED_IN =
            Pattern.compile("(?i)^(?:https?:)?(?://)?(?:[a-z]{2,3}\\.)?linkedin\\.com/company/([^/?#\\s]+)");
    private static final Pattern WELCOME = Pattern.compile(
            "(?iu)^(?:welcome to|willkommen bei|bienvenue chez|benvenuti da|bienvenidos a) (?:the |der )?");
    private static final Pattern TITLE_PARTS = Pattern.compile("\\s+[|–—·»:-]+\\s+|:\\s+|\\s*[|·»]\\s*");

    private final List<Page> pages;
    private final Page home;
    private final CountryVotes votes;
    private final List<Organisation> organisations;

    CompanyFacts(List<Page> pages) {
        this.pages = pages;
        this.home = pages.get(0);
        this.votes = new CountryVotes(pages);
        this.organisations =
                pages.stream().flatMap(page -> Organisation.of(page).stream()).toList();
    }

    void into(Facts facts) {
        facts.offer("domain", SiteName.registrable(home.uri().getHost()), MARKED_UP);
        organisations.forEach(organisation -> markedUp(organisation, facts));
        openGraph(facts);
        TextAddresses.@Nullable Found address = facts.text("hq_city") == null
                ? new TextAddresses(pages, votes).best().orElse(null)
                : null;
        if (address != null) {
            facts.offer(address.address(), IN_TEXT);
        }
        phone(facts, address);
        name(facts, address);
        linkedIn(facts);
        facts.offer("industry", labelledIndustry().orElse(null), IN_TEXT);
        facts.offer("size_range", Headcount.in(pages).orElse(null), IN_TEXT);
    }

    private void markedUp(Organisation organisation, Facts facts) {
        facts.offer("name", organisation.name(), MARKED_UP);
        facts.offer("industry", organisation.industry(), MARKED_UP);
        String employees = organisation.employees();
        facts.offer(
                "size_range", employees == null ? null : Headcount.of(employees).orElse(null), MARKED_UP);
        if (facts.text("hq_city") == null) {
            facts.offer(placed(organisation.address()), MARKED_UP);
        }
    }

    /** Markup that does not say its country is written like the addresses of one. */
    private Address placed(Address address) {
        if (address.isEmpty()) {
            return address;
        }
        String country = address.country() == null ? country(address) : address.country();
        return new Address(address.city(), States.code(address.state(), country), address.postalCode(), country);
    }

    private @Nullable String country(Address address) {
        String codeFirst = "1 Street, " + address.postalCode() + " " + address.city();
        String codeLast = "1 Street, " + address.city() + ", " + address.state() + " " + address.postalCode();
        for (PostalFormat format : PostalFormat.values()) {
            if (format.find(codeLast) != null || format.find(codeFirst) != null) {
                Optional<String> country = format.countries().size() == 1
                        ? Optional.of(format.countries().get(0))
                        : votes.among(format.countries());
                if (country.isPresent()) {
                    return country.get();
                }
            }
        }
        return votes.first().orElse(null);
    }

    private void openGraph(Facts facts) {
        String name = home.meta("og:site_name");
        facts.offer("name", name.isEmpty() ? home.meta("application-name") : name, OPEN_GRAPH);
        String contact = "business:contact_data:";
        String country = home.meta(contact + "country_name");
        if (facts.text("hq_city") == null && !home.meta(contact + "locality").isEmpty()) {
            facts.offer(
                    placed(new Address(
                            home.meta(contact + "locality"),
                            home.meta(contact + "region"),
                            home.meta(contact + "postal_code"),
                            io.lantern.hub.provider.Region.ofCountry(country)
                                    .map(region -> region.code())
                                    .orElse(null))),
                    OPEN_GRAPH);
        }
    }

    private void phone(Facts facts, TextAddresses.@Nullable Found address) {
        String country = facts.text("hq_country");
        SitePhones phones = new SitePhones(country == null ? votes.first().orElse(null) : country);
        organisations.stream()
                .map(Organisation::telephone)
                .filter(java.util.Objects::nonNull)
                .flatMap(number -> phones.parse(number).stream())
                .findFirst()
                .ifPresent(number -> facts.offer("phone", number, MARKED_UP));
        phones.parse(home.meta("business:contact_data:phone_number"))
                .ifPresent(number -> facts.offer("phone", number, OPEN_GRAPH));
        if (facts.text("phone") == null) {
            facts.offer("phone", phones.in(pages, address).orElse(null), IN_TEXT);
        }
    }

    private void name(Facts facts, TextAddresses.@Nullable Found address) {
        if (facts.text("name") != null) {
            return;
        }
        facts.offer("name", legalName(address).orElse(null), IN_TEXT);
        facts.offer("name", titleName().orElse(null), IN_TITLE);
    }

    /** The name above or beside the address, else the one most like the domain. */
    private Optional<String> legalName(TextAddresses.@Nullable Found address) {
        if (address != null) {
            List<String> lines = address.page().lines();
            for (int line = address.line(); line >= Math.max(0, address.line() - 6); line--) {
                Optional<String> name = LegalName.in(lines.get(line));
                if (name.isPresent()) {
                    return name;
                }
            }
        }
        List<String> names = new ArrayList<>();
        for (Page page : pages) {
            LegalName.in(page.document().title()).ifPresent(names::add);
            page.lines().forEach(line -> LegalName.in(line).ifPresent(names::add));
        }
        String host = home.uri().getHost();
        return names.stream().max(Comparator.comparing(name -> SiteName.likeness(name, host)));
    }

    private Optional<String> titleName() {
        String host = home.uri().getHost();
        return Pattern.compile("\\|\\|")
                .splitAsStream(TITLE_PARTS.matcher(home.document().title()).replaceAll("||"))
                .map(part -> WELCOME.matcher(part.strip()).replaceFirst(""))
                .filter(part -> !part.isEmpty()
                        && !PageWords.group("generic").matcher(part).find())
                .max(Comparator.comparing((String part) -> SiteName.likeness(part, host))
                        .thenComparing(part -> -part.length()));
    }

    private void linkedIn(Facts facts) {
        for (Organisation organisation : organisations) {
            organisation.sameAs().forEach(address -> facts.offer("linkedin_url", linkedIn(address), MARKED_UP));
        }
        String host = home.uri().getHost();
        for (Page page : pages) {
            page.document().select("a[href*=linkedin.com/company]").stream()
                    .filter(link -> link.closest("[hidden],[style*=display:none]") == null)
                    .map((Element link) -> linkedIn(link.attr("href")))
                    .filter(java.util.Objects::nonNull)
                    .max(Comparator.comparing(url -> SiteName.likeness(url.substring(url.lastIndexOf('/') + 1), host)))
                    .ifPresent(url -> facts.offer("linkedin_url", url, IN_TEXT));
        }
    }

    /** @return the company's page in the one way to write it; null when it is none */
    private static @Nullable String linkedIn(String address) {
        Matcher page = LINKED_IN.matcher(address.strip());
        return page.find() ? "https://www.linkedin.com/company/" + page.group(1) : null;
    }

    private Optional<String> labelledIndustry() {
        Pattern label =
                Pattern.compile("(?iu)^" + PageWords.group("industry").pattern() + "\\s*[:：]?\\s*(?<value>.*)$");
        for (Page page : pages) {
            for (int i = 0; i < page.lines().size(); i++) {
                Matcher labelled = label.matcher(page.lines().get(i));
                boolean isLabel = labelled.matches()
                        && (labelled.group("value").isEmpty()
                                || page.lines().get(i).matches(".*[:：].*"));
                String value = !isLabel
                        ? ""
                        : labelled.group("value").isEmpty()
                                        && i + 1 < page.lines().size()
                                ? page.lines().get(i + 1)
                                : labelled.group("value");
                if (!value.isBlank() && value.length() <= 60) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }
}
