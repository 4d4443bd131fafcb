package io.lantern.hub.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
                .forEach(line -> line.byMethod().forEach(found::putIfAbsent));
        return found;
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
