package io.lantern.sandbox.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.lantern.sandbox.http.WebAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One site: files of its folder, and in {@code site.yaml} what its server does beyond serving them.
 *
 * <p>{@code site.yaml} holds {@code content-type} (of its HTML), {@code apex: {to}} (where the host without {@code
 * www.} sends everybody) and, by path, {@code status, to, file, content-type, after-millis, repeat, times}: the file
 * is sent after a while, followed by so many copies of another.
 */
final class Site {
    private static final String ROOT = "/sandbox/web/";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String HTML = "text/html; charset=utf-8";
    private static final Pattern PATH = Pattern.compile("/[a-z0-9/-]*(\\.[a-z]+)?");

    private final String host;
    private final JsonNode behaviour;

    private Site(String host, JsonNode behaviour) {
        this.host = host;
        this.behaviour = behaviour;
    }

    /** @return the hosts in {@code hosts.txt} */
    static List<String> hosts() {
        byte[] list = resource("hosts.txt");
        if (list == null) {
            throw new IllegalStateException("sandbox/web/hosts.txt is not on the class path");
        }
        return new String(list, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    static Site read(String host) {
        byte[] yaml = resource(host + "/site.yaml");
        try {
            return new Site(host, yaml == null ? MissingNode.getInstance() : YAML.readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException("sandbox/web/%s/site.yaml cannot be read".formatted(host), e);
        }
    }

    /** @param bare whether it was asked for without {@code www.} */
    WebAnswer answer(String path, boolean bare) {
        JsonNode said = behaviour.path(path);
        JsonNode to = bare && behaviour.has("apex") ? behaviour.path("apex").path("to") : said.path("to");
        if (to.isTextual()) {
            return WebAnswer.of(said.path("status").asInt(301), HTML, "<title>Moved</title>")
                    .with("Location", to.asText());
        }
        byte[] body = said.has("file") ? resource(host + "/" + said.path("file").asText()) : file(path);
        if (body == null) {
            return WebAnswer.of(404, HTML, "<title>404 Not Found</title><h1>Not Found</h1>");
        }
        await(said.path("after-millis").asLong(0));
        String type =
                said.path("content-type").asText(behaviour.path("content-type").asText(HTML));
        return new WebAnswer(said.path("status").asInt(200), type, Map.of(), repeated(body, said), false);
    }

    /** @return the address under which a browser finds the page in the end */
    String address(String path) {
        return "https://" + (behaviour.has("apex") ? "www." : "") + host + path;
    }

    /** @return a page as its author wrote it, at once; null where something else than a page is answered */
    byte @Nullable [] page(String path) {
        JsonNode said = behaviour.path(path);
        boolean isPage = said.path("status").asInt(200) == 200 && !said.has("to");
        return isPage
                ? said.has("file") ? resource(host + "/" + said.path("file").asText()) : file(path)
                : null;
    }

    private byte @Nullable [] file(String path) {
        if (!PATH.matcher(path).matches() || path.endsWith(".json") || path.endsWith(".yaml")) {
            return null;
        }
        String name = host + path;
        return Stream.of(name, name + ".html", name + (path.endsWith("/") ? "index.html" : "/index.html"))
                .filter(file -> file.matches(".*\\.[a-z]+") && !file.equals(host))
                .map(Site::resource)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private byte[] repeated(byte[] body, JsonNode said) {
        byte[] again =
                said.has("repeat") ? resource(host + "/" + said.path("repeat").asText()) : null;
        if (again == null) {
            return body;
        }
        int times = said.path("times").asInt();
        ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + times * again.length);
        all.writeBytes(body);
        for (int i = 0; i < times; i++) {
            all.writeBytes(again);
        }
        return all.toByteArray();
    }

    static void await(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte @Nullable [] resource(String name) {
        try (InputStream file = Site.class.getResourceAsStream(ROOT + name)) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
