package io.lantern.hub.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Passes bytes on to an org and keeps what the hub sent, because the org's counts do not tell which rows came. */
final class WireTap implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final StringBuffer sent = new StringBuffer();

    WireTap(URI org) {
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.target = org.getPort();
        start(this::accept);
    }

    URI url() {
        return URI.create("http://localhost:" + door.getLocalPort());
    }

    /** @return how often the text was sent in all requests so far */
    int sent(String text) {
        return sent.toString().split(text, -1).length - 1;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket hub = door.accept();
                Socket org = new Socket(InetAddress.getLoopbackAddress(), target);
                start(() -> pass(hub, org, true));
                start(() -> pass(org, hub, false));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void pass(Socket from, Socket to, boolean keep) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (keep) {
                    sent.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
                }
                out.write(bytes, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // The other direction ended; closing both ends here tells the peers.
            return;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire-tap");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
