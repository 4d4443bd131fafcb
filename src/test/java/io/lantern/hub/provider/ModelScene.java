package io.lantern.hub.provider;

import io.lantern.hub.provider.ModelSettings.JsonMode;
import io.lantern.hub.provider.ModelSettings.Kind;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.http.WebServer;
import io.lantern.sandbox.llm.ModelServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sandbox's model, or a server that answers as it is told, and the hub's door to it. */
final class ModelScene implements AutoCloseable {
    private final ModelServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    private ModelScene(ModelServer server) {
        this.server = server;
    }

    static ModelScene start() throws IOException {
        return new ModelScene(ModelServer.start(0));
    }

    LanguageModels models() {
        return door(
                model("small", ModelServer.SMALL, ModelServer.KEY, Effort.LOW),
                model("large", ModelServer.LARGE, ModelServer.KEY, Effort.MEDIUM, Effort.HIGH));
    }

    ModelSettings model(String name, String model, String key, Effort... efforts) {
        return new ModelSettings(
                name,
                Kind.OPENAI,
                server.url().resolve("/v1"),
                model,
                key,
                Set.of(efforts),
                null,
                new BigDecimal("0.5"),
                new BigDecimal("2"));
    }

    static LanguageModels door(ModelSettings... models) {
        return new LanguageModels(new ModelsSettings(List.of(models)), new ModelClient());
    }

    void on(String fault) {
        send("PUT", "/sandbox/faults/" + fault);
    }

    void calm() {
        send("DELETE", "/sandbox/faults");
        send("DELETE", "/sandbox/requests");
    }

    long requests() {
        String counts = send("GET", "/sandbox/requests");
        return Long.parseLong(counts.replaceFirst(".*\"total\":(\\d+).*", "$1"));
    }

    private String send(String method, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** A server that answers as it is told, and keeps what it was sent. */
    static final class Told implements AutoCloseable {
        final Queue<WebRequest> requests = new ConcurrentLinkedQueue<>();
        private final WebServer web;

        Told(Function<WebRequest, WebAnswer> answers) throws IOException {
            this.web = WebServer.start(0, request -> {
                requests.add(request);
                return answers.apply(request);
            });
        }

        LanguageModels door(Kind kind, @Nullable JsonMode json) {
            URI url = URI.create("http://localhost:" + web.port() + (kind == Kind.OLLAMA ? "" : "/v1"));
            return ModelScene.door(new ModelSettings(
                    "told", kind, url, "some-model", "the-key", Set.of(), json, BigDecimal.ZERO, BigDecimal.ZERO));
        }

        @Override
        public void close() {
            web.close();
        }
    }
}
