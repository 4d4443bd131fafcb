package io.lantern.hub.provider;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One language model, {@code lantern.models[]}. Its {@link #toString} holds no secret.
 *
 * @param name your name for it, which requests may ask for; {@code auto} is taken
 * @param kind the protocol it speaks
 * @param baseUrl where it is; null for where the kind's own service is
 * @param model its name there
 * @param apiKey secret; null where none is needed
 * @param efforts for which {@code auto} takes it; empty for all
 * @param json how it is made to answer in JSON; null for what suits the kind
 * @param promptPrice of 1000 tokens that are sent
 * @param completionPrice of 1000 tokens that are answered
 */
record ModelSettings(
        @Pattern(
                regexp = "[a-z0-9][a-z0-9._-]{0,62}",
                message = "must be up to 63 lower-case letters, digits, dots or dashes")
        @NotBlank
        String name,

        @NotNull(message = "must be openai, anthropic or ollama")
        Kind kind,

        @Nullable URI baseUrl,
        @NotBlank String model,
        @Nullable String apiKey,
        @DefaultValue Set<Effort> efforts,
        @Nullable JsonMode json,
        @DefaultValue("0") @Min(0) BigDecimal promptPrice,
        @DefaultValue("0") @Min(0) BigDecimal completionPrice) {

    /** A protocol, and where the service is that it was made for. */
    enum Kind {
        OPENAI("https://api.openai.com/v1", JsonMode.SCHEMA),
        ANTHROPIC("https://api.anthropic.com/v1", JsonMode.PROMPT),
        OLLAMA("http://localhost:11434", JsonMode.SCHEMA);

        private final URI home;
        private final JsonMode json;

        Kind(String home, JsonMode json) {
            this.home = URI.create(home);
            this.json = json;
        }
    }

    /** How a model is made to answer in JSON: given the schema, told to answer with JSON, or only asked to. */
    enum JsonMode {
        SCHEMA,
        OBJECT,
        PROMPT
    }

    ModelSettings {
        efforts = Set.copyOf(efforts);
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
        if (ModelQuestion.AUTO.equals(name)) {
            throw new IllegalArgumentException(
                    "lantern.models[]: the name auto means that the hub chooses; give the model another");
        }
        if (baseUrl != null && !isUsable(baseUrl)) {
            throw new IllegalArgumentException("lantern.models[].base-url of the model '" + name
                    + "' must be an http or https address without user, query and fragment, such as"
                    + " https://api.openai.com/v1");
        }
        if (kind == Kind.ANTHROPIC && apiKey == null) {
            throw new IllegalArgumentException(
                    "lantern.models[].api-key of the model '" + name + "' is missing; the kind anthropic needs one");
        }
    }

    URI address() {
        return baseUrl == null ? kind.home : baseUrl;
    }

    JsonMode jsonMode() {
        return json == null ? kind.json : json;
    }

    /** OpenAI's own newer models refuse the older name of the limit, other servers do not know the newer one. */
    boolean isAtOpenAi() {
        return kind == Kind.OPENAI
                && Kind.OPENAI.home.getHost().equals(address().getHost());
    }

    boolean serves(Effort effort) {
        return efforts.isEmpty() || efforts.contains(effort);
    }

    BigDecimal cost(ModelAnswer.Usage usage) {
        return promptPrice
                .multiply(BigDecimal.valueOf(usage.prompt()))
                .add(completionPrice.multiply(BigDecimal.valueOf(usage.completion())))
                .movePointLeft(3);
    }

    @Override
    public String toString() {
        return "ModelSettings[" + name + ", " + kind + ", " + model + " at " + address() + "]";
    }

    private static boolean isUsable(URI address) {
        return address.getHost() != null
                && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }
}
