package io.lantern.hub.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Finds the operation that a request line means. When several paths of the contract fit, such as {@code
 * /v1/agents/phone} and {@code /v1/agents/{name}}, each method is taken from the most specific one that has it.
 */
@Component
class ContractPaths {
    private static final String BASE = "v1";
    private static final Pattern DOTS = Pattern.compile("(\\.|%2[eE]){1,2}");

    private record Line(PathPattern pattern, Map<String, Operation> byMethod) {}

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Map<String, Operation>> plain = new HashMap<>();

    ContractPaths(Contract contract) {
        Map<PathPattern, Map<String, Operation>> byPattern = new TreeMap<>();
        for (Operation operation : contract.operations()) {
            PathPattern pattern = PathPatternParser.defaultInstance.parse(operation.path());
            byPattern.computeIfAbsent(pattern, p -> new TreeMap<>()).put(operation.method(), operation);
        }
        // A TreeMap of patterns has the most specific one first.
        byPattern.forEach((pattern, byMethod) -> lines.add(new Line(pattern, byMethod)));
        byPattern.keySet().stream()
                .filter(pattern -> !pattern.hasPatternSyntax())
                .map(PathPattern::getPatternString)
                .forEach(path -> plain.put(path, search(path)));
    }

    /** @return whether Spring would look for the path under {@code /v1}, however that is spelt */
    static boolean isUnderBase(String rawPath) {
        if (rawPath.indexOf('%') < 0 && rawPath.indexOf(';') < 0) {
            return rawPath.equals("/" + BASE) || rawPath.startsWith("/" + BASE + "/");
        }
        return PathContainer.parsePath(rawPath).elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .findFirst()
                .filter(first ->
                        ((PathContainer.PathSegment) first).valueToMatch().equals(BASE))
                .isPresent();
    }

    /**
     * @param rawPath path of the request line, still percent-encoded
     * @return the operations of that path by method; empty when the contract has no such path
     */
    Map<String, Operation> at(String rawPath) {
        Map<String, Operation> known = plain.get(rawPath);
        if (known != null) {
            return known;
        }
        if (rawPath.indexOf(';') >= 0) {
            return Map.of();
        }
        return search(rawPath);
    }

    private Map<String, Operation> search(String rawPath) {
        PathContainer path = PathContainer.parsePath(rawPath);
        Map<String, Operation> found = new TreeMap<>();
        lines.stream()
                .filter(line -> line.pattern().matches(path))
                .filter(line -> isPlainlySpelt(line.pattern().getPatternString(), rawPath))
                .forEach(line -> line.byMethod().forEach(found::putIfAbsent));
        return found;
    }

    /** Only values may be percent-encoded, and none may be dots that lead elsewhere: not all who read it read alike. */
    private static boolean isPlainlySpelt(String pattern, String rawPath) {
        String[] words = pattern.split("/");
        String[] given = rawPath.split("/");
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith("{") ? DOTS.matcher(given[i]).matches() : !words[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    /** @return decoded values of the variables in the path */
    static Map<String, String> variables(Operation operation, String rawPath) {
        if (operation.path().indexOf('{') < 0) {
            return Map.of();
        }
        PathPattern pattern = PathPatternParser.defaultInstance.parse(operation.path());
        return Optional.ofNullable(pattern.matchAndExtract(PathContainer.parsePath(rawPath)))
                .map(PathPattern.PathMatchInfo::getUriVariables)
                .orElse(Map.of());
    }
}
