package io.lantern.sandbox.vendor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Numbers that look like chance and are always the same for the same words. */
final class Draw {
    private Draw() {}

    /** @return 0 to {@code bound - 1} */
    static int number(String salt, String key, int bound) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((salt + "|" + key).getBytes(StandardCharsets.UTF_8));
            return (int) Math.floorMod(ByteBuffer.wrap(hash).getLong(), (long) bound);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T one(List<T> of, String salt, String key) {
        return of.get(number(salt, key, of.size()));
    }

    /** @return lower-case letters and digits only, accents taken off: "José O'Neill" is joseoneill */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
