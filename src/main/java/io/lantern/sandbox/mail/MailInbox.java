package io.lantern.sandbox.mail;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.target.Arrivals;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** The SMTP server. A login is not asked for; who logs in must know the password. Its faults have the path /email. */
public final class MailInbox implements AutoCloseable {
    /** Password of every user; everybody knows it. */
    public static final String PASSWORD = "lantern-sandbox";

    private static final String PATH = "/email";
    private static final int MOST_CONNECTIONS = 50;
    private static final int LARGEST = 10_000_000;

    private final SMTPServer server;

    private MailInbox(SMTPServer server) {
        this.server = server;
    }

    /**
     * Opens the port and serves.
     *
     * @param port 0 takes any free one
     * @throws IOException when the port is taken; the message says which
     */
    public static MailInbox start(int port, Faults faults, Arrivals arrivals) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        SMTPServer server = SMTPServer.port(port)
                .bindAddress(loopback)
                .hostName("sandbox.example")
                .softwareName("Lantern sandbox")
                .maxConnections(MOST_CONNECTIONS)
                .maxMessageSize(LARGEST)
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!PASSWORD.equals(password)) {
                        throw new LoginFailedException();
                    }
                }))
                .messageHandlerFactory(context -> new Taker(faults, arrivals))
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new IOException(
                    "Port %d is taken; choose another by --lantern.sandbox.smtp-port.".formatted(port), e);
        }
        return new MailInbox(server);
    }

    public int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** One letter's way in. */
    private static final class Taker implements MessageHandler {
        private final Faults faults;
        private final Arrivals arrivals;
        private final List<String> recipients = new ArrayList<>();

        private Taker(Faults faults, Arrivals arrivals) {
            this.faults = faults;
            this.arrivals = arrivals;
        }

        @Override
        public void from(String from) throws RejectException {
            faults.counts().count("email.letter", "unnamed");
            Fault slow = faults.strike("slow", PATH);
            boolean hangs = faults.strike("hang", PATH) != null;
            if (slow != null || hangs) {
                pause(hangs || slow == null ? 600_000 : slow.number("millis", 5_000));
            }
            reject(faults.strike("gone", PATH), 421, "4.3.2 Service shutting down");
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            reject(faults.strike("refused", PATH), 550, "5.1.1 <" + recipient + ">: Recipient address rejected");
            reject(faults.strike("rate-limit", PATH), 450, "4.7.1 <" + recipient + ">: Greylisted, try again later");
            recipients.add(recipient);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            reject(
                    faults.strike("unavailable", PATH),
                    451,
                    "4.3.0 Requested action aborted: local error in processing");
            Letter letter = Letter.read(data.readAllBytes(), List.copyOf(recipients));
            arrivals.add("email", letter.id(), letter.shown());
            if (faults.strike("drop-reply", PATH) != null) {
                throw new DropConnectionException(421, "4.4.2 Connection dropped on purpose");
            }
            return null;
        }

        @Override
        public void done() {
            recipients.clear();
        }

        private static void reject(@Nullable Fault fault, int code, String words) throws RejectException {
            if (fault != null) {
                throw new RejectException(fault.number("status", code), fault.text("code", words));
            }
        }

        private static void pause(long millis) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
