package io.lantern.sandbox.llm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** The API below {@code /v1}: its key, its paths, and how an answer is written, whole or as a stream. */
final class ChatApi {
    private static final List<String> MODELS = List.of(ModelServer.SMALL, ModelServer.LARGE);

    private final Faults faults;
    private final ModelFaults before;
    private final SandboxModel model;
    private final Clock clock;
    private final Routes<Function<WebRequest, WebAnswer>> routes = new Routes<>();

    ChatApi(Faults faults, Clock clock) {
        this.faults = faults;
        this.before = new ModelFaults(faults);
        this.model = new SandboxModel(faults);
        this.clock = clock;
        routes.add("POST", "/v1/chat/completions", "chat.completions", this::complete)
                .add("GET", "/v1/models", "models.list", request -> models())
                .add("GET", "/v1/models/{id}", "models.get", this::model);
    }

    WebAnswer serve(WebRequest request) {
        try {
            var route = routes.find(request.method(), request.segments());
            if (route == null) {
                throw routes.knows(request.segments())
                        ? ApiError.wrongMethod(request.method())
                        : ApiError.unknownPath(request.method(), request.path());
            }
            faults.counts().count(route.name(), "unnamed");
            if (!("Bearer " + ModelServer.KEY).equals(request.header("Authorization"))) {
                throw ApiError.wrongKey();
            }
            WebAnswer fault = before.strike(request.path());
            return fault == null ? route.target().apply(request) : fault;
        } catch (ApiError e) {
            return e.answer();
        }
    }

    private WebAnswer complete(WebRequest web) {
        ChatRequest request = ChatRequest.of(web.body());
        if (!MODELS.contains(request.model())) {
            throw ApiError.unknownModel(request.model());
        }
        Completion completion = model.answer(request);
        ObjectNode frame = JsonNodeFactory.instance.objectNode();
        frame.put("id", "chatcmpl-" + Completion.id(web.text()));
        frame.put("object", request.stream() ? "chat.completion.chunk" : "chat.completion");
        frame.put("created", clock.instant().getEpochSecond()).put("model", request.model());
        if (request.stream()) {
            return stream(request, completion, frame, web.path());
        }
        frame.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", completion.finish())
                .set("message", completion.message());
        frame.set("usage", usage(request, completion));
        WebAnswer answer = WebAnswer.of(200, WebAnswer.JSON, frame.toString());
        return faults.strike("drop-reply", web.path()) == null ? answer : answer.dropped();
    }

    private WebAnswer stream(ChatRequest request, Completion completion, ObjectNode frame, String path) {
        Fault drop = faults.strike("drop-reply", path);
        Fault early = drop == null ? faults.strike("end-early", path) : drop;
        Fault slow = faults.strike("slow-tokens", path);
        ObjectNode usage = request.usageInStream() ? usage(request, completion) : null;
        EventStream events = new EventStream(
                completion,
                frame,
                usage,
                slow == null ? 0 : slow.number("millis", 1_000),
                early == null ? Integer.MAX_VALUE : early.number("after", 3));
        WebAnswer answer =
                WebAnswer.streamed(200, "text/event-stream", events::to).with("Cache-Control", "no-cache");
        return drop == null ? answer : answer.dropped();
    }

    private static ObjectNode usage(ChatRequest request, Completion completion) {
        int prompt = Tokens.of(request);
        int answer = completion.tokens();
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", answer)
                .put("total_tokens", prompt + answer);
    }

    private static WebAnswer models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        MODELS.forEach(name -> data.add(described(name)));
        return WebAnswer.of(200, WebAnswer.JSON, list.toString());
    }

    private WebAnswer model(WebRequest request) {
        String name = request.segments().get(2);
        if (!MODELS.contains(name)) {
            throw ApiError.unknownModel(name);
        }
        return WebAnswer.of(200, WebAnswer.JSON, described(name).toString());
    }

    private static ObjectNode described(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 1_700_000_000)
                .put("owned_by", "lantern-sandbox");
    }
}
