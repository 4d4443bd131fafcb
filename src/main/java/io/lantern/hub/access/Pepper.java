package io.lantern.hub.access;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** The server's secret: without it, the hashes in a stolen database say nothing about the keys. */
@Component
class Pepper {
    private static final int MIN_LENGTH = 32;

    /** Never used itself: a copy of it is ready sooner than a new one. */
    private final Mac ready;

    Pepper(AccessSettings settings, Environment environment, @Value("${lantern.data}") Path data) throws IOException {
        String pepper = first(settings, environment, data);
        if (pepper.length() < MIN_LENGTH) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED,
                    "Set lantern.access.pepper (environment LANTERN_ACCESS_PEPPER) or"
                            + " lantern.access.pepper-file to a secret of at least " + MIN_LENGTH
                            + " characters, the same on every node: API keys are stored hashed with it.");
        }
        this.ready = mac(pepper);
    }

    /** @return lower-case hex HMAC-SHA-256 of the text */
    String hmac(String text) {
        try {
            Mac mac = (Mac) ready.clone();
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's own Mac can be copied", e);
        }
    }

    private static Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static String first(AccessSettings settings, Environment environment, Path data) throws IOException {
        if (settings.pepper() != null && !settings.pepper().isBlank()) {
            return settings.pepper().strip();
        }
        if (settings.pepperFile() != null) {
            return read(settings.pepperFile());
        }
        return environment.acceptsProfiles(Profiles.of("sandbox")) ? fromDataFolder(data.resolve("pepper")) : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED, "lantern.access.pepper-file " + file + " cannot be read.", e);
        }
    }

    private static String fromDataFolder(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                Files.writeString(file, HexFormat.of().formatHex(random), StandardOpenOption.CREATE_NEW);
                ownerOnly(file);
            } catch (FileAlreadyExistsException e) {
                // Another process was faster; its pepper is the one.
            }
        }
        return read(file);
    }

    private static void ownerOnly(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
