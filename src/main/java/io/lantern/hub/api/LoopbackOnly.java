package io.lantern.hub.api;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Under profile sandbox everyone knows the key, so nobody but this machine may reach the port. */
@Component
@Profile("sandbox")
class LoopbackOnly {
    LoopbackOnly(ServerProperties server, ManagementServerProperties management) {
        requireLoopback("server.address", server.getAddress());
        requireLoopback("management.server.address", management.getAddress());
    }

    private static void requireLoopback(String setting, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED,
                    "Setting " + setting + " must be a loopback address such as 127.0.0.1 under profile sandbox,"
                            + " whose API key everyone knows. To be reached from elsewhere, connect an org and use"
                            + " profile prod.");
        }
    }
}
