package io.lantern.hub.provider.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.provider.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The company in the structured data of a page: of all organisations there, the one the site belongs to. */
final class Organisation {
    private static final Set<String> GENERAL = Set.of("Organization", "Corporation", "LocalBusiness", "OnlineBusiness");
    private static final Set<String> NO_COMPANY = Set.of(
            "Person",
            "Event",
            "Place",
            "PostalAddress",
            "Review",
            "Product",
            "Offer",
            "JobPosting",
            "WebSite",
            "WebPage",
            "Article",
            "NewsArticle",
            "BlogPosting",
            "BreadcrumbList",
            "ImageObject",
            "ContactPoint",
            "GeoCoordinates",
            "ListItem",
            "AggregateRating",
            "Rating",
            "QuantitativeValue",
            "Country",
            "Brand",
            "SearchAction",
            "OpeningHoursSpecification",
            "FAQPage",
            "Question",
            "Answer",
            "VideoObject",
            "Service");

    /** Properties that lead from a company's page to somebody else. */
    private static final Set<String> OTHERS = Set.of(
            "review",
            "reviews",
            "author",
            "hiringOrganization",
            "brand",
            "sponsor",
            "funder",
            "member",
            "memberOf",
            "parentOrganization",
            "subOrganization",
            "worksFor",
            "alumniOf",
            "customer",
            "performer",
            "organizer",
            "itemReviewed",
            "offers",
            "seller",
            "manufacturer",
            "department",
            "employee",
            "founder",
            "isRelatedTo");

    private static final int DEEPEST = 12;

    private final JsonNode node;
    private final Map<String, JsonNode> byId;

    private Organisation(JsonNode node, Map<String, JsonNode> byId) {
        this.node = node;
        this.byId = byId;
    }

    /** @return empty when the page names no organisation */
    static Optional<Organisation> of(Page page) {
        List<JsonNode> found = new ArrayList<>();
        Map<String, JsonNode> byId = new HashMap<>();
        StructuredData.of(page.document()).forEach(object -> collect(object, found, byId, 0));
        JsonNode best = null;
        int most = -1;
        for (JsonNode candidate : found) {
            int score = score(candidate, page);
            if (score > most) {
                best = candidate;
                most = score;
            }
        }
        return Optional.ofNullable(best).map(node -> new Organisation(node, byId));
    }

    private static void collect(JsonNode node, List<JsonNode> found, Map<String, JsonNode> byId, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node.isObject()) {
            if (node.has("@id") && node.size() > 1) {
                byId.put(node.path("@id").asText(), node);
            }
            if (isCompany(node)) {
                found.add(node);
            }
            node.properties().stream()
                    .filter(property -> !OTHERS.contains(property.getKey()))
                    .forEach(property -> collect(property.getValue(), found, byId, depth + 1));
        } else {
            node.forEach(element -> collect(element, found, byId, depth + 1));
        }
    }

    private static boolean isCompany(JsonNode node) {
        List<String> types = types(node);
        return node.size() > 2
                && node.path("name").isTextual()
                && !types.isEmpty()
                && types.stream().noneMatch(NO_COMPANY::contains)
                && (types.stream().anyMatch(type -> GENERAL.contains(type) || type.endsWith("Organization"))
                        || node.has("address")
                        || node.has("telephone"));
    }

    private static int score(JsonNode node, Page page) {
        String host = page.uri().getHost();
        int score = SiteName.likeness(node.path("name").asText(), host) > 0.5 ? 4 : 0;
        score += node.path("url").asText().contains(SiteName.registrable(host)) ? 2 : 0;
        score += node.has("address") ? 2 : 0;
        return score + (node.has("telephone") ? 1 : 0);
    }

    private static List<String> types(JsonNode node) {
        List<String> types = new ArrayList<>();
        JsonNode type = node.path("@type");
        (type.isArray() ? type : List.of(type)).forEach(name -> {
            if (!name.asText().isEmpty()) {
                types.add(name.asText().replaceFirst("^.*[/:]", ""));
            }
        });
        return types;
    }

    String name() {
        return node.path("name").asText();
    }

    /** @return country as ISO code or null, state as written */
    Address address() {
        JsonNode address = first(node.path("address"));
        if (address.isMissingNode() || address.isTextual()) {
            JsonNode place = first(first(node.path("location")).path("address"));
            address = place.isObject() ? place : address;
        }
        if (address.isTextual()) {
            return written(address.asText());
        }
        JsonNode country = address.path("addressCountry");
        String written = text(country.isObject() ? country.path("name") : country);
        String code = written == null
                ? null
                : Region.ofCountry(written).map(Region::code).orElse(null);
        return new Address(
                text(address.path("addressLocality")),
                text(address.path("addressRegion")),
                text(address.path("postalCode")),
                code);
    }

    /** @return as written; null when it has none */
    @Nullable
    String telephone() {
        String own = text(node.path("telephone"));
        return own == null ? text(first(node.path("contactPoint")).path("telephone")) : own;
    }

    /** An address as one text, as far as only one country writes it so; else an empty one. */
    private static Address written(String text) {
        String line = text.replaceAll("\\s+", " ");
        for (PostalFormat format : PostalFormat.values()) {
            PostalFormat.Found found = format.find(line);
            if (found != null
                    && found.address().city() != null
                    && format.countries().size() == 1) {
                Address read = found.address();
                return new Address(
                        read.city(),
                        read.state(),
                        read.postalCode(),
                        format.countries().get(0));
            }
        }
        return new Address(null, null, null, null);
    }

    /** @return its addresses elsewhere */
    List<String> sameAs() {
        JsonNode same = node.path("sameAs");
        List<String> addresses = new ArrayList<>();
        (same.isArray() ? same : List.of(same)).forEach(address -> addresses.add(address.asText()));
        return addresses;
    }

    /** @return its line of business: what it says, else the kind of local business it says it is; null for neither */
    @Nullable
    String industry() {
        String said = text(node.path("industry"));
        return said != null
                ? said
                : types(node).stream()
                        .filter(type -> !GENERAL.contains(type) && !type.equals("Thing"))
                        .map(type -> type.replaceAll("(?<=[a-z])(?=[A-Z])", " "))
                        .findFirst()
                        .orElse(null);
    }

    /** @return number or range of employees as written; null when it says none */
    @Nullable
    String employees() {
        JsonNode employees = node.path("numberOfEmployees");
        if (!employees.isObject()) {
            return text(employees);
        }
        String least = text(employees.path("minValue"));
        String most = text(employees.path("maxValue"));
        return least != null && most != null ? least + "-" + most : text(employees.path("value"));
    }

    /** Lists stand for their first element, references for what they refer to. */
    private JsonNode first(JsonNode value) {
        JsonNode one = value.isArray() ? value.path(0) : value;
        return one.isObject() && one.size() == 1 && one.has("@id")
                ? byId.getOrDefault(one.path("@id").asText(), one)
                : one;
    }

    private @Nullable String text(JsonNode value) {
        JsonNode one = first(value);
        return one.isValueNode() && !one.asText().isBlank() && !one.isNull()
                ? one.asText().strip()
                : null;
    }
}
