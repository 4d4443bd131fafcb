package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small SOSL: one term, with {@code *} as wildcard, in all text fields. Written {@code FIND {term} IN ALL FIELDS
 * RETURNING Lead(Id, Name), Contact}; conditions inside RETURNING are refused.
 */
final class Search {
    private static final Pattern SOSL = Pattern.compile(
            "(?is)\\s*FIND\\s*\\{(.*?)(?<!\\\\)}\\s*(?:IN\\s+(\\w+)\\s+FIELDS)?\\s*(?:RETURNING\\s+(.+?))?\\s*(?:LIMIT\\s+(\\d+))?\\s*");
    private static final Pattern TARGET = Pattern.compile("(?s)\\s*(\\w+)\\s*(?:\\(([^()]*)\\))?\\s*(?:,|$)");
    private static final List<String> DEFAULT_TARGETS = List.of("Account", "Contact", "Lead", "Opportunity");
    private static final int MAX = 2_000;

    private final Org org;

    Search(Org org) {
        this.org = org;
    }

    RestAnswer search(RestCall call) {
        String text = call.parameter("q");
        Matcher sosl = text == null ? null : SOSL.matcher(text);
        if (sosl == null || !sosl.matches()) {
            throw malformed("No search term found or the statement cannot be read: " + text);
        }
        int limit = sosl.group(4) == null ? MAX : Integer.parseInt(sosl.group(4));
        return answer(call, new Ask(sosl.group(1), sosl.group(2), targets(sosl.group(3)), limit));
    }

    RestAnswer parameterized(RestCall call) {
        JsonNode body = call.body();
        String term = body.path("q").asText(call.parameters().getOrDefault("q", ""));
        List<Target> targets = new ArrayList<>();
        for (JsonNode target : body.path("sobjects")) {
            targets.add(new Target(target.path("name").asText(), names(target.path("fields"), body.path("fields"))));
        }
        String named = call.parameter("sobject");
        if (named != null) {
            String fields = call.parameters().getOrDefault(named + ".fields", "Id");
            targets.add(new Target(named, Arrays.asList(fields.split(","))));
        }
        String in = body.path("in").asText(call.parameters().getOrDefault("in", "ALL"));
        int limit = body.path("overallLimit").asInt(MAX);
        return answer(call, new Ask(term, in, targets.isEmpty() ? targets(null) : targets, limit));
    }

    private RestAnswer answer(RestCall call, Ask ask) {
        Pattern term = term(ask.term);
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Target target : ask.targets) {
            SObjectType type = org.store().schema().type(target.type);
            if (type == null) {
                throw new OrgFault(
                        "INVALID_TYPE", 400, "sObject type '%s' is not supported.".formatted(target.type), List.of());
            }
            org.store()
                    .rows(type.name())
                    .filter(row -> !row.isDeleted() && matches(row, type, ask.in, term))
                    .limit(Math.max(0, Math.min(ask.limit, MAX) - found.size()))
                    .forEach(row -> found.add(RecordJson.of(row, type, call.root(), target.fields)));
        }
        return call.since(37) ? RestAnswer.ok(Map.of("searchRecords", found)) : RestAnswer.ok(found);
    }

    private static boolean matches(Row row, SObjectType type, @Nullable String in, Pattern term) {
        String kind = in == null ? "ALL" : in.toUpperCase(Locale.ROOT);
        return type.fields().stream()
                .filter(field -> searched(field, kind))
                .map(field -> row.text(field.name()))
                .anyMatch(text -> text != null && term.matcher(text).find());
    }

    private static boolean searched(SObjectField field, String kind) {
        return switch (kind) {
            case "EMAIL" -> field.type().equals("email");
            case "PHONE" -> field.type().equals("phone");
            case "NAME" -> field.nameField() || field.name().endsWith("Name");
            default -> List.of("string", "email", "phone", "url", "textarea").contains(field.type());
        };
    }

    private static Pattern term(String term) {
        String plain = term.trim().replaceAll("^\"|\"$", "").replaceAll("\\\\(.)", "$1");
        if (plain.replace("*", "").length() < 2) {
            throw malformed("search term must be longer than one character: " + plain);
        }
        String pattern = Arrays.stream(plain.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((left, right) -> left + "[^\\s]*" + right)
                .orElse("");
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + pattern + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static List<Target> targets(@Nullable String returning) {
        if (returning == null) {
            return DEFAULT_TARGETS.stream()
                    .map(type -> new Target(type, List.of("Id")))
                    .toList();
        }
        List<Target> targets = new ArrayList<>();
        Matcher matcher = TARGET.matcher(returning);
        int end = 0;
        while (end < returning.length() && matcher.find(end) && matcher.start() == end) {
            String fields = matcher.group(2);
            targets.add(
                    new Target(matcher.group(1), fields == null ? List.of("Id") : Arrays.asList(fields.split(","))));
            end = matcher.end();
        }
        if (end < returning.length()) {
            throw malformed("unexpected token in RETURNING: " + returning.substring(end));
        }
        return targets;
    }

    private static List<String> names(JsonNode own, JsonNode common) {
        List<String> names = new ArrayList<>();
        (own.isEmpty() ? common : own).forEach(name -> names.add(name.asText()));
        return names.isEmpty() ? List.of("Id") : names;
    }

    private static OrgFault malformed(String text) {
        return new OrgFault("MALFORMED_SEARCH", 400, text, List.of());
    }

    private record Ask(String term, @Nullable String in, List<Target> targets, int limit) {}

    private record Target(String type, List<String> fields) {}
}
