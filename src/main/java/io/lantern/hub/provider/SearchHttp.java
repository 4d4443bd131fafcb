package io.lantern.hub.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends searches. Whatever the other side does, the answer or the reason is here when the time is over. */
@Component
class SearchHttp {
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private @Nullable HttpClient client;

    /** Made for the first search. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = ModelHttp.newClient();
        }
        return client;
    }

    /**
     * Asks, and once more when the search is busy or away and time is left.
     *
     * @throws ProblemException {@code upstream_*}, with a sentence that says what to do where something can be done
     */
    JsonNode send(SearchCall call) {
        try {
            return once(call);
        } catch (ProblemException e) {
            Duration pause = pause(e.problem());
            boolean mayPass = e.problem().code() == ProblemCode.UPSTREAM_UNAVAILABLE;
            if (!mayPass || pause.compareTo(call.deadline().left()) >= 0 || !slept(pause)) {
                throw e;
            }
            return once(call);
        }
    }

    private JsonNode once(SearchCall call) {
        HttpResponse<InputStream> response = response(call);
        try (Body body = new Body(response.body(), call.deadline(), LARGEST_ANSWER)) {
            if (response.statusCode() != 200) {
                throw refusal(response);
            }
            JsonNode answer = JSON.readTree(body.readAllBytes());
            if (answer == null || !answer.isObject()) {
                throw foreign();
            }
            return answer;
        } catch (ModelFault tooLarge) {
            throw problem(ProblemCode.UPSTREAM_ERROR, "The search sent an answer of an impossible size.");
        } catch (IOException e) {
            throw call.deadline().isOver() ? late() : foreign();
        }
    }

    private HttpResponse<InputStream> response(SearchCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.address())
                .header("Accept", "application/json")
                .header("User-Agent", "LanternHub/0.1");
        call.headers().forEach(request::header);
        if (!"https".equals(call.address().getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        CompletableFuture<HttpResponse<InputStream>> sent =
                client().sendAsync(request.build(), BodyHandlers.ofInputStream());
        try {
            return sent.get(call.deadline().left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late();
        } catch (ExecutionException | CancellationException e) {
            throw problem(
                    ProblemCode.UPSTREAM_UNAVAILABLE, "The search cannot be reached; see lantern.search.base-url.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem(ProblemCode.UPSTREAM_UNAVAILABLE, "The search was not waited for: the work was stopped.");
        } finally {
            sent.cancel(true);
        }
    }

    private static ProblemException refusal(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            return problem(
                    ProblemCode.UPSTREAM_ERROR,
                    "The search refused the hub (HTTP " + status + "): set lantern.search.api-key, or for SearXNG allow"
                            + " `json` under search.formats of its settings.yml.");
        }
        if (status == 429 || status >= 500) {
            Duration wait = response.headers()
                    .firstValue("Retry-After")
                    .map(RetryAfter::of)
                    .orElse(PAUSE);
            return new ProblemException(new Problem(
                    ProblemCode.UPSTREAM_UNAVAILABLE,
                    "The search takes no question now (HTTP " + status + ").",
                    List.of(),
                    Map.of("retry_after", Math.max(1, wait.toSeconds()))));
        }
        return problem(
                ProblemCode.UPSTREAM_ERROR,
                "The search refused the question (HTTP " + status + "); see lantern.search.base-url.");
    }

    /** @return for an answer that is not of the API */
    static ProblemException foreign() {
        return problem(
                ProblemCode.UPSTREAM_ERROR,
                "The search answered with something that is not of its API; see lantern.search.kind and .base-url.");
    }

    private static ProblemException late() {
        return problem(ProblemCode.UPSTREAM_TIMEOUT, "The search did not answer in time.");
    }

    private static Duration pause(Problem problem) {
        return problem.facts().get("retry_after") instanceof Number seconds
                ? Duration.ofSeconds(seconds.longValue())
                : PAUSE;
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ProblemException problem(ProblemCode code, String sentence) {
        return new ProblemException(code, sentence);
    }
}
