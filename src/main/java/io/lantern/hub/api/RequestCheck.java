package io.lantern.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.ValidationMessage;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds a request against the contract; collects every fault and answers once. */
@Component
class RequestCheck {
    /** More than this tells an admin nothing new. */
    private static final int MOST_FAULTS = 20;

    private final StrictJson json;

    RequestCheck(StrictJson json) {
        this.json = json;
    }

    /**
     * What is left of a request that is as the contract says.
     *
     * @param parameters values by name, with defaults where the contract has some
     * @param body null when the operation takes none
     */
    record Checked(Map<String, String> parameters, @Nullable JsonNode body) {}

    /**
     * @param pathVariables decoded
     * @param query raw query string; null when there is none
     * @param body bytes as they came
     * @throws ProblemException with {@code bad_request} that names each faulty field
     */
    Checked check(Operation operation, Map<String, String> pathVariables, @Nullable String query, byte[] body) {
        List<Problem.Detail> faults = new ArrayList<>();
        Map<String, String> parameters = parameters(operation, pathVariables, query, faults);
        JsonNode content = null;
        if (operation.body() != null) {
            content = json.read(body);
            for (ValidationMessage fault : operation.body().validate(content)) {
                faults.add(FaultWords.ofBody(operation.body(), fault));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(problem(faults));
        }
        return new Checked(parameters, content);
    }

    private static Problem problem(List<Problem.Detail> faults) {
        List<Problem.Detail> shown = faults.subList(0, Math.min(MOST_FAULTS, faults.size()));
        Problem.Detail first = shown.get(0);
        String subject = first.field() == null ? "The body" : first.field();
        String more = faults.size() == 1
                ? "."
                : ". There " + (faults.size() == 2 ? "is 1 more fault" : "are " + (faults.size() - 1) + " more faults")
                        + ", see details.";
        return new Problem(ProblemCode.BAD_REQUEST, subject + " " + first.message() + more, shown);
    }

    private static Map<String, String> parameters(
            Operation operation,
            Map<String, String> pathVariables,
            @Nullable String query,
            List<Problem.Detail> faults) {
        Map<String, String> given = new LinkedHashMap<>(pathVariables);
        refuseUnknown(operation, readQuery(query, given, faults), faults);
        Map<String, String> values = new LinkedHashMap<>();
        for (Operation.Parameter parameter : operation.parameters()) {
            String value = given.get(parameter.name());
            if (value == null) {
                if (parameter.required()) {
                    faults.add(new Problem.Detail(parameter.name(), "is required. " + parameter.hint()));
                } else if (parameter.fallback() != null) {
                    values.put(parameter.name(), parameter.fallback());
                }
                continue;
            }
            values.put(parameter.name(), value);
            if (!StrictJson.isText(value)) {
                faults.add(new Problem.Detail(parameter.name(), "holds NUL, which is no text. Remove it"));
            }
            parameter.schema().validate(typed(parameter.kind(), value)).stream()
                    .map(fault -> FaultWords.ofParameter(parameter, fault))
                    .forEach(faults::add);
        }
        return values;
    }

    /** @return names in the query, also of those that count as absent because their value is empty */
    private static Set<String> readQuery(
            @Nullable String query, Map<String, String> given, List<Problem.Detail> faults) {
        Set<String> names = new LinkedHashSet<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            try {
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                names.add(name);
                String value =
                        equals < 0 ? "" : decode(pair.substring(equals + 1)).strip();
                if (!value.isEmpty() && given.putIfAbsent(name, value) != null) {
                    faults.add(new Problem.Detail(name, "is given twice. Give it once"));
                }
            } catch (IllegalArgumentException e) {
                faults.add(new Problem.Detail(null, "must have a query string with valid percent signs, such as %20"));
            }
        }
        return names;
    }

    private static String decode(String text) {
        String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("Not UTF-8");
        }
        return decoded;
    }

    private static void refuseUnknown(Operation operation, Set<String> given, List<Problem.Detail> faults) {
        Set<String> known =
                operation.parameters().stream().map(Operation.Parameter::name).collect(Collectors.toSet());
        given.stream()
                .filter(name -> !known.contains(name))
                .map(name -> new Problem.Detail(
                        name, "is not a parameter of this operation. Remove it, or correct its name"))
                .forEach(faults::add);
    }

    /** The JSON value a text stands for; text that is no such value stays text, for the schema to refuse. */
    private static JsonNode typed(String kind, String value) {
        if (kind.equals("boolean") && (value.equals("true") || value.equals("false"))) {
            return BooleanNode.valueOf(value.equals("true"));
        }
        // Scale and length are bounded: BigDecimal would work for ages on 1e999999999.
        if ((kind.equals("integer") || kind.equals("number")) && value.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
            return DecimalNode.valueOf(new BigDecimal(value));
        }
        return TextNode.valueOf(value);
    }
}
