package io.lantern.hub.access;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Keeps what must be stored for a while from being read in a stolen database: AES-256-GCM under a key derived from
 * the pepper, with a random 96-bit nonce in front (NIST SP 800-38D).
 */
@Component
public class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Pepper pepper;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    Seal(Pepper pepper) {
        this.pepper = pepper;
        this.key = new SecretKeySpec(HexFormat.of().parseHex(pepper.hmac("lantern seal 1")), "AES");
    }

    /**
     * A hash that nobody can guess texts against without the pepper.
     *
     * @return lower-case hex, 64 characters; the same for the same text
     */
    public String digest(String text) {
        return pepper.hmac("lantern digest 1 " + text);
    }

    /** @return the sealed form of these bytes; different each time */
    public byte[] close(byte[] open) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] closed = cipher.doFinal(open);
            return ByteBuffer.allocate(NONCE_BYTES + closed.length)
                    .put(nonce)
                    .put(closed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    /** @return empty when the bytes were changed, or sealed under another pepper */
    public Optional<byte[]> open(byte[] closed) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, closed, 0, NONCE_BYTES));
            return Optional.of(cipher.doFinal(closed, NONCE_BYTES, closed.length - NONCE_BYTES));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
