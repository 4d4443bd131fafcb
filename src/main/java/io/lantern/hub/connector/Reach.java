package io.lantern.hub.connector;

import io.lantern.hub.kernel.ProblemException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Whether a server is there: a connection, with TLS and the right certificate for https, and not a word of HTTP. */
public final class Reach {
    private static final int MILLIS = 3_000;

    private Reach() {}

    /**
     * @param target in whose name
     * @throws ProblemException when it is not there
     */
    public static void check(String target, URI uri) {
        boolean secure = "https".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), MILLIS);
            socket.setSoTimeout(MILLIS);
            if (secure) {
                shakeHands(socket, uri.getHost(), port);
            }
        } catch (IOException e) {
            throw TargetFault.broken(target, e);
        }
    }

    private static void shakeHands(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, false)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }
}
