package io.lantern.sandbox.s3;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects as files: a folder per bucket, the encoded key as the file's name, so that no key can leave the folder. An
 * object appears by a rename, whole.
 */
final class ObjectStore {
    private static final int LONGEST_NAME = 200;

    private final Path folder;

    ObjectStore(Path folder) {
        this.folder = folder;
    }

    /** An object. @param tag its entity tag, without quotes */
    record Stored(String key, Path file, long size, String tag, Instant modified) {}

    boolean hasBucket(String bucket) {
        return Files.isDirectory(folder.resolve(encoded(bucket)));
    }

    void createBucket(String bucket) {
        create(folder.resolve(encoded(bucket)));
    }

    /** @param parts written one behind the other */
    Stored put(String bucket, String key, List<Path> parts, String tag) {
        Path target = folder.resolve(encoded(bucket)).resolve(encoded(key) + "~" + tag);
        try {
            Path whole = Files.createTempFile(create(folder.resolve("-arriving")), "object", "");
            try (OutputStream out = Files.newOutputStream(whole)) {
                for (Path part : parts) {
                    Files.copy(part, out);
                }
            }
            Optional<Stored> before = find(bucket, key);
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (before.isPresent() && !before.get().file().equals(target)) {
                Files.deleteIfExists(before.get().file());
            }
            return stored(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Stored> find(String bucket, String key) {
        String start = encoded(key) + "~";
        return files(bucket)
                .filter(file -> file.getFileName().toString().startsWith(start))
                .map(ObjectStore::stored)
                .findFirst();
    }

    /** @return objects whose key begins so, by key */
    List<Stored> list(String bucket, String prefix) {
        return files(bucket)
                .map(ObjectStore::stored)
                .filter(object -> object.key().startsWith(prefix))
                .sorted((a, b) -> a.key().compareTo(b.key()))
                .toList();
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a part until its upload is completed. */
    void putPart(String upload, int number, byte[] content) {
        try {
            Files.write(part(upload, number), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return where a part of an upload is kept, or would be */
    Path part(String upload, int number) {
        return folder.resolve("-uploads").resolve(encoded(upload)).resolve(String.valueOf(number));
    }

    String begin(String bucket, String key, Instant now) {
        String upload = Hashing.sha256()
                .hashString(bucket + "/" + key + "/" + now + "/" + System.nanoTime(), StandardCharsets.UTF_8)
                .toString();
        create(folder.resolve("-uploads").resolve(upload));
        return upload;
    }

    boolean hasUpload(String upload) {
        return Files.isDirectory(folder.resolve("-uploads").resolve(encoded(upload)));
    }

    void end(String upload) {
        Path parts = folder.resolve("-uploads").resolve(encoded(upload));
        try (Stream<Path> files = Files.list(parts)) {
            files.forEach(this::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete(parts);
    }

    private Stream<Path> files(String bucket) {
        try (Stream<Path> files = Files.list(folder.resolve(encoded(bucket)))) {
            return files.toList().stream();
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stored stored(Path file) {
        String name = file.getFileName().toString();
        int split = name.lastIndexOf('~');
        try {
            return new Stored(
                    URLDecoder.decode(name.substring(0, split), StandardCharsets.UTF_8),
                    file,
                    Files.size(file),
                    name.substring(split + 1),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path create(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Dots alone would be a way up; the encoding leaves no slash and no tilde. */
    private static String encoded(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace(".", "%2E");
        if (encoded.length() > LONGEST_NAME) {
            throw new S3Error(400, "KeyTooLongError", "The sandbox takes keys up to 200 characters, encoded.");
        }
        return encoded;
    }
}
