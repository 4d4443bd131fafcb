package io.lantern.sandbox.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one function from request to answer, on loopback only. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    private static final int THREADS = 32;
    private static final int WAITING = 1_000;
    private static final int MAX_BODY = 50 * 1024 * 1024;
    private static final int WORTH_COMPRESSING = 1_024;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Function<WebRequest, WebAnswer> face;

    private WebServer(HttpServer server, ThreadPoolExecutor threads, Function<WebRequest, WebAnswer> face) {
        this.server = server;
        this.threads = threads;
        this.face = face;
    }

    /**
     * Opens the port and serves.
     *
     * @param port 0 takes any free one
     * @throws IOException when the port is taken
     */
    public static WebServer start(int port, Function<WebRequest, WebAnswer> face) throws IOException {
        return start(port, THREADS, face);
    }

    /**
     * Opens the port and serves.
     *
     * @param port 0 takes any free one
     * @param most how many requests are worked on at once; the others wait
     * @throws IOException when the port is taken
     */
    public static WebServer start(int port, int most, Function<WebRequest, WebAnswer> face) throws IOException {
        // Without it the kernel holds back the last packet of an answer for up to 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(most, most, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "sandbox-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        WebServer web = new WebServer(server, threads, face);
        server.setExecutor(threads);
        server.createContext("/", web::serve);
        server.start();
        return web;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            WebAnswer answer;
            try {
                answer = face.apply(read(exchange));
            } catch (BodyException e) {
                answer = WebAnswer.of(e.status, "text/plain", e.text);
            } catch (RuntimeException e) {
                LOG.error(
                        "The sandbox failed on {} {}",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        e);
                answer = WebAnswer.of(500, "text/plain", "The sandbox failed; its log says why.");
            }
            if (answer.stream() != null) {
                stream(exchange, answer, answer.stream());
                return;
            }
            if (answer.drop()) {
                throw new IOException("connection dropped on purpose");
            }
            write(exchange, answer);
        }
    }

    private static void stream(HttpExchange exchange, WebAnswer answer, WebAnswer.Stream stream) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        // A length that is promised and not kept is how a client sees that the connection was cut.
        exchange.sendResponseHeaders(answer.status(), answer.drop() ? Integer.MAX_VALUE : 0);
        OutputStream client = exchange.getResponseBody();
        stream.to(client);
        client.flush();
    }

    private WebRequest read(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        byte[] body = body(exchange.getRequestBody(), headers.getFirst("Content-Encoding"));
        return new WebRequest(
                exchange.getRequestMethod().toUpperCase(Locale.ROOT),
                exchange.getRequestURI().getRawPath(),
                WebRequest.pairs(exchange.getRequestURI().getRawQuery()),
                headers,
                body,
                base(headers.getFirst("Host")));
    }

    private String base(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host).matches() ? "http://" + host : "http://localhost:" + port();
    }

    private static byte[] body(InputStream stream, @Nullable String encoding) throws IOException {
        byte[] raw = stream.readNBytes(MAX_BODY + 1);
        if (raw.length > MAX_BODY) {
            throw new BodyException(413, "The request body is larger than " + MAX_BODY + " bytes.");
        }
        // S3 takes aws-chunked apart itself: that is where the chunks' signatures are.
        if (encoding == null || raw.length == 0 || encoding.matches("(?i)identity|aws-chunked")) {
            return raw;
        }
        if (!encoding.toLowerCase(Locale.ROOT).contains("gzip")) {
            throw new BodyException(415, "Content-Encoding must be gzip, not " + encoding + ".");
        }
        try (GZIPInputStream inflated = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            byte[] body = inflated.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new BodyException(413, "The request body is larger than " + MAX_BODY + " bytes.");
            }
            return body;
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new BodyException(400, "The request body is not gzip, though its header says so.");
        }
    }

    private static void write(HttpExchange exchange, WebAnswer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        byte[] body = answer.body();
        if (body.length > 0) {
            headers.set("Content-Type", answer.contentType());
            String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
            if (body.length >= WORTH_COMPRESSING && accepted != null && accepted.contains("gzip")) {
                headers.set("Content-Encoding", "gzip");
                headers.set("Vary", "Accept-Encoding");
                body = compressed(body);
            }
        }
        boolean noBody = body.length == 0 || exchange.getRequestMethod().equalsIgnoreCase("HEAD");
        // 204 and 304 have no body by definition; others without one say Content-Length: 0.
        exchange.sendResponseHeaders(answer.status(), noBody ? -1 : body.length);
        if (!noBody) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] compressed(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }

    private static final class BodyException extends RuntimeException {
        private final int status;
        private final String text;

        BodyException(int status, String text) {
            super(text);
            this.status = status;
            this.text = text;
        }
    }
}
