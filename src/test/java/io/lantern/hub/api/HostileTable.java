package io.lantern.hub.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/** Reads {@code hostile/requests.txt}, which says how it is written. */
final class HostileTable {
    private static final Pattern FAMILY = Pattern.compile("\\[(\\w+): (.+)] ([\\d ]+)");
    private static final Pattern REPEATED = Pattern.compile("<<(\\d+)\\*(.*?)>>");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:x(\\p{XDigit}{2})|u(\\p{XDigit}{4})|(.))");

    private static final String USUAL = " HTTP/1.1⏎Host: hub⏎Connection: close⏎";
    private static final String KEY = "Authorization: Bearer {key}";
    private static final String GET = "GET /v1/routing/pools" + USUAL + KEY;
    private static final String UNTYPED = "POST /v1/match" + USUAL + KEY;
    private static final String POST = UNTYPED + "⏎Content-Type: application/json";

    private HostileTable() {}

    static Stream<Attack.Family> families() {
        List<Attack.Family> families = new ArrayList<>();
        String kind = "";
        for (String line : lines()) {
            Matcher family = FAMILY.matcher(line);
            if (family.matches()) {
                kind = family.group(1);
                List<Integer> statuses = Stream.of(family.group(3).split(" "))
                        .map(Integer::valueOf)
                        .toList();
                families.add(new Attack.Family(family.group(2), statuses, new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] entry = line.split("\\s+\\| ", 2);
                families.get(families.size() - 1).attacks().add(attack(kind, entry[0], entry[1]));
            }
        }
        return families.stream();
    }

    private static Attack attack(String kind, String what, String value) {
        String line = value.replace("{GET}", GET)
                .replace("{POST}", POST)
                .replace("{P}", UNTYPED)
                .replace("{A}", KEY);
        return new Attack(
                what,
                switch (kind) {
                    case "wire" -> wire(line);
                    case "header" -> wire(GET + "⏎" + line + "⏎⏎");
                    case "key" -> wire("GET /v1/routing/pools" + USUAL + line + "⏎⏎");
                    case "path" -> wire("GET " + line + USUAL + KEY + "⏎⏎");
                    case "query" -> wire("GET /v1/routing/pools?" + line + USUAL + KEY + "⏎⏎");
                    case "body" -> withBody(wire(POST), wire(line));
                    case "request" -> request(line.split(" ", 3));
                    default -> throw new IllegalArgumentException("No kind " + kind);
                });
    }

    private static String request(String[] parts) {
        String head = wire(parts[0] + " " + parts[1] + USUAL + KEY + "⏎Content-Type: application/json");
        return withBody(head, parts.length < 3 ? "" : wire(parts[2]));
    }

    private static String withBody(String head, String body) {
        return head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** @return what the table's signs stand for, a character for each byte */
    private static String wire(String text) {
        String repeated = REPEATED.matcher(text.replace("⏎", "\r\n")).replaceAll(HostileTable::repeat);
        return ESCAPED.matcher(repeated).replaceAll(escape -> Matcher.quoteReplacement(character(escape)));
    }

    private static String repeat(MatchResult found) {
        return Matcher.quoteReplacement(IntStream.range(0, Integer.parseInt(found.group(1)))
                .mapToObj(i -> found.group(2).replace("#", String.valueOf(i)))
                .collect(Collectors.joining()));
    }

    private static String character(MatchResult escape) {
        if (escape.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
        }
        if (escape.group(2) != null) {
            String sign = String.valueOf((char) Integer.parseInt(escape.group(2), 16));
            return new String(sign.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
        return switch (escape.group(3)) {
            case "r" -> "\r";
            case "n" -> "\n";
            case "t" -> "\t";
            case "0" -> "\0";
            case "s" -> " ";
            default -> escape.group(3);
        };
    }

    private static List<String> lines() {
        try (InputStream in = new ClassPathResource("hostile/requests.txt").getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
