package io.lantern.hub.provider.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * One jq program of a card.
 *
 * @see <a href="https://jqlang.org/manual/v1.6/">the manual of jq 1.6</a>
 */
final class JqProgram {
    private static final Scope FUNCTIONS = functions();

    private final JsonQuery program;

    private JqProgram(JsonQuery program) {
        this.program = program;
    }

    /** @throws IllegalArgumentException when it is not jq; the message says where */
    static JqProgram of(String text) {
        try {
            return new JqProgram(JsonQuery.compile(text, Versions.JQ_1_6));
        } catch (JsonQueryException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * @return the program's first result; null in JSON when it has none
     * @throws IllegalArgumentException when the program cannot work on this
     */
    JsonNode apply(JsonNode input) {
        List<JsonNode> results = new ArrayList<>();
        try {
            program.apply(Scope.newChildScope(FUNCTIONS), input, results::add);
        } catch (JsonQueryException e) {
            // The message quotes the input, which is about people.
            throw new IllegalArgumentException("The program does not fit what it was given.");
        }
        return results.isEmpty() ? NullNode.getInstance() : results.get(0);
    }

    private static Scope functions() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        return scope;
    }
}
