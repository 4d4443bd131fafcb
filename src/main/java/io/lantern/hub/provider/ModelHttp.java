package io.lantern.hub.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP of one call to a model. langchain4j's own client loses {@code Retry-After}, has no time-out once an answer
 * has begun and no limit of its size.
 *
 * @param deadline of the whole call, the body included
 * @param address the only host that is called; a redirect is not followed
 */
record ModelHttp(java.net.http.HttpClient client, Deadline deadline, URI address)
        implements HttpClient, HttpClientBuilder {
    private static final int LARGEST_ANSWER = 8 * 1024 * 1024;
    private static final int LARGEST_ERROR = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    static java.net.http.HttpClient newClient() {
        return java.net.http.HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<InputStream> response = send(request);
        try (Body body = new Body(response.body(), deadline, LARGEST_ANSWER)) {
            return SuccessfulHttpResponse.builder()
                    .statusCode(response.statusCode())
                    .headers(response.headers().map())
                    .body(body.readAllBytes())
                    .build();
        } catch (IOException e) {
            throw new ModelFault(deadline.isOver() ? ModelFault.Kind.TIMEOUT : ModelFault.Kind.BROKEN_OFF);
        }
    }

    /** Reads the stream on the caller's thread, so that each event is handed on when it comes. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        HttpResponse<InputStream> response;
        try {
            response = send(request);
        } catch (ModelFault e) {
            listener.onError(e);
            return;
        }
        listener.onOpen(SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .build());
        parser.parse(new Body(response.body(), deadline, LARGEST_ANSWER), listener);
        listener.onClose();
    }

    /** @throws ModelFault unless the status is 2xx */
    private HttpResponse<InputStream> send(HttpRequest request) {
        CompletableFuture<HttpResponse<InputStream>> sent =
                client.sendAsync(plain(request), BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = sent.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() / 100 != 2) {
                throw fault(response);
            }
            return response;
        } catch (TimeoutException e) {
            throw new ModelFault(ModelFault.Kind.TIMEOUT);
        } catch (ExecutionException | CancellationException e) {
            throw new ModelFault(ModelFault.Kind.UNREACHABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelFault(ModelFault.Kind.INTERRUPTED);
        } finally {
            sent.cancel(true);
        }
    }

    private java.net.http.HttpRequest plain(HttpRequest request) {
        URI target = URI.create(request.url());
        if (!address.getHost().equals(target.getHost()) || address.getPort() != target.getPort()) {
            throw new IllegalStateException("a model's client must call no other host");
        }
        // Servers without HTTP/2 stumble over the upgrade the JDK offers on plain connections.
        java.net.http.HttpClient.Version version = "https".equals(target.getScheme())
                ? java.net.http.HttpClient.Version.HTTP_2
                : java.net.http.HttpClient.Version.HTTP_1_1;
        java.net.http.HttpRequest.Builder plain =
                java.net.http.HttpRequest.newBuilder(target).version(version);
        request.headers().forEach((name, values) -> values.forEach(value -> plain.header(name, value)));
        String body = request.body();
        return plain.method(
                        request.method().name(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private ModelFault fault(HttpResponse<InputStream> response) {
        String code = "";
        try (Body body = new Body(response.body(), deadline, LARGEST_ERROR)) {
            code = code(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | ModelFault unreadable) {
            // The status says enough.
        }
        return ModelFault.of(
                response.statusCode(),
                code,
                response.headers().firstValue("Retry-After").map(RetryAfter::of).orElse(null));
    }

    /** Only a plain word is taken from an error: its sentence may repeat the prompt. */
    private static String code(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            String code = error.path("code").asText(error.path("type").asText(""));
            return code.matches("[a-z_]{3,60}") ? code : "";
        } catch (JsonProcessingException noJson) {
            return "";
        }
    }

    @Override
    public HttpClient build() {
        return this;
    }

    @Override
    public Duration connectTimeout() {
        return deadline.left();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ours) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return deadline.left();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ours) {
        return this;
    }
}
