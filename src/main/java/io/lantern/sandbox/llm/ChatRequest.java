package io.lantern.sandbox.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for a chat completion, checked.
 *
 * @param maxTokens most tokens of the answer; null for no limit
 * @param usageInStream whether a stream ends with the usage
 * @param format {@code text}, {@code json_object} or {@code json_schema}
 * @param schema of the answer; missing without
 * @param toolChoice {@code auto}, {@code none}, {@code required} or the name of a tool
 */
record ChatRequest(
        String model,
        List<Message> messages,
        @Nullable Integer maxTokens,
        boolean stream,
        boolean usageInStream,
        String format,
        JsonNode schema,
        List<Tool> tools,
        String toolChoice) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");
    private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");

    /** One message; {@code calls} is the text of the tools an assistant's message called. */
    record Message(String role, String text, String calls) {
        boolean isSystem() {
            return role.equals("system") || role.equals("developer");
        }
    }

    /** A tool the model may call. @param parameters JSON Schema of its arguments */
    record Tool(String name, String description, JsonNode parameters) {}

    static ChatRequest of(byte[] body) {
        JsonNode json = parse(body);
        String model = json.path("model").asText("");
        if (model.isEmpty()) {
            throw ApiError.badRequest("model", "you must provide a model parameter");
        }
        JsonNode format = json.path("response_format");
        String type = format.path("type").asText("text");
        if (!FORMATS.contains(type)) {
            throw ApiError.badRequest("response_format.type", "Invalid value: '%s'.".formatted(type));
        }
        JsonNode schema = format.at("/json_schema/schema");
        if (type.equals("json_schema") && !schema.isObject()) {
            throw ApiError.badRequest("response_format.json_schema", "Missing required parameter: 'schema'.");
        }
        return new ChatRequest(
                model,
                messages(json.path("messages")),
                maxTokens(json),
                json.path("stream").asBoolean(),
                json.at("/stream_options/include_usage").asBoolean(),
                type,
                schema,
                tools(json.path("tools")),
                toolChoice(json.path("tool_choice")));
    }

    /** @return whether nothing has been answered yet by a tool that was called for the last question */
    boolean mayCallTool() {
        String last = messages.get(messages.size() - 1).role();
        return !tools.isEmpty() && !toolChoice.equals("none") && !last.equals("tool");
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw ApiError.badRequest("", "We could not parse the JSON body of your request.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw ApiError.badRequest("", "We could not parse the JSON body of your request.");
    }

    private static @Nullable Integer maxTokens(JsonNode json) {
        for (String name : List.of("max_completion_tokens", "max_tokens")) {
            JsonNode value = json.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                if (!value.canConvertToInt() || value.asInt() < 1) {
                    throw ApiError.badRequest(name, "Invalid '%s': must be an integer of 1 or more.".formatted(name));
                }
                return value.asInt();
            }
        }
        return null;
    }

    private static List<Message> messages(JsonNode array) {
        if (!array.isArray() || array.isEmpty()) {
            throw ApiError.badRequest("messages", "Invalid 'messages': an array with at least one message is needed.");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : array) {
            String role = message.path("role").asText("");
            if (!ROLES.contains(role)) {
                String where = "messages[%d].role".formatted(messages.size());
                throw ApiError.badRequest(where, "Invalid value: '%s'.".formatted(role));
            }
            JsonNode calls = message.path("tool_calls");
            messages.add(new Message(role, text(message.path("content")), calls.isArray() ? calls.toString() : ""));
        }
        return messages;
    }

    /** @param content a text, or an array of parts of which the texts count */
    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")).append('\n'));
        return text.toString().strip();
    }

    private static List<Tool> tools(JsonNode array) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : array) {
            JsonNode function = tool.path("function");
            String name = function.path("name").asText("");
            if (name.isEmpty()) {
                String where = "tools[%d].function.name".formatted(tools.size());
                throw ApiError.badRequest(where, "Missing required parameter: '%s'.".formatted(where));
            }
            tools.add(new Tool(name, function.path("description").asText(""), function.path("parameters")));
        }
        return tools;
    }

    private static String toolChoice(JsonNode choice) {
        JsonNode named = choice.isObject() ? choice.at("/function/name") : MissingNode.getInstance();
        return named.isMissingNode() ? choice.asText("auto") : named.asText();
    }
}
