package io.lantern.hub.provider.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** A web server that does what it likes with the bytes; robots.txt it does not have. */
final class HostileServer implements AutoCloseable {

    /** Answers one request, on the socket itself. */
    interface Behaviour {
        void answer(String path, OutputStream out) throws IOException;
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour;

    HostileServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        Thread accepting = new Thread(this::accept, "hostile-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Sends a whole answer. */
    static void send(OutputStream out, String head, byte[] body) throws IOException {
        out.write((head + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
    }

    /** Sends a page. */
    static void page(OutputStream out, String html) throws IOException {
        send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", html.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends to somewhere else. */
    static void redirect(OutputStream out, String location) throws IOException {
        send(out, "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n", new byte[0]);
    }

    /** So many zeros, packed: a thousandth of their size. */
    static byte[] bomb(int megabytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < megabytes; i++) {
                gzip.write(zeros);
            }
        }
        return packed.toByteArray();
    }

    /** Sends one byte at a time, for as long as somebody reads. */
    void drip(OutputStream out, String text) throws IOException {
        try {
            for (byte letter : text.getBytes(StandardCharsets.UTF_8)) {
                out.write(letter);
                out.flush();
                if (closed.await(50, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Paths that were asked for, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread serving = new Thread(() -> serve(client), "hostile-answer");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException end) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int letter = client.getInputStream().read();
                if (letter < 0) {
                    return;
                }
                head.append((char) letter);
            }
            String path = head.toString().split(" ", 3)[1];
            requests.add(path);
            OutputStream out = client.getOutputStream();
            if (path.equals("/robots.txt")) {
                send(out, "HTTP/1.1 404 Not Found\r\n", new byte[0]);
            } else {
                behaviour.answer(path, out);
            }
        } catch (IOException gone) {
            // The reader has hung up, as it should.
            return;
        }
    }
}
