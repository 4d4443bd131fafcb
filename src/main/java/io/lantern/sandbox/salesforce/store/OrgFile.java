package io.lantern.sandbox.salesforce.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The org on disk. Nothing is written between commits, so a process killed at any instant finds its last commit. The
 * store's own background writer stays off for that reason; its space is tidied every now and then by a commit.
 */
final class OrgFile implements AutoCloseable {
    private static final String NAME = "org.mv";
    private static final String LOG = "log.";

    /** Each commit rewrites a few pages; by then the dead ones are worth giving back. */
    private static final int COMMITS_BETWEEN_TIDYING = 2_000;

    private static final int TIDY_FILL_PERCENT = 50;
    private static final int TIDY_BYTES = 8 * 1024 * 1024;
    private static final int CACHE_MIB = 8;

    private final Path file;
    private final Map<String, MVMap<Long, byte[]>> logs = new ConcurrentHashMap<>();
    private final Map<String, Long> committedEnds = new ConcurrentHashMap<>();
    private volatile @Nullable MVStore store;
    private int commits;

    OrgFile(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the sandbox org's folder " + folder, e);
        }
        this.file = folder.resolve(NAME);
        this.store = open();
    }

    private MVStore open() {
        try {
            MVStore opened = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .cacheSize(CACHE_MIB)
                    .open();
            opened.setRetentionTime(0);
            opened.setVersionsToKeep(0);
            return opened;
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new IllegalStateException(
                        "The sandbox org in " + file.getParent() + " is in use by another process: stop that one, or"
                                + " choose another data folder",
                        e);
            }
            throw e;
        }
    }

    /** Whether a failed write closed it, so that it must be read again. */
    boolean isBroken() {
        MVStore current = store;
        return current == null || current.isClosed();
    }

    void reopen() {
        logs.clear();
        committedEnds.clear();
        store = open();
    }

    void forEachRow(BiConsumer<String, byte[]> each) {
        Cursor<String, byte[]> cursor = rows().cursor(null);
        while (cursor.hasNext()) {
            String id = cursor.next();
            each.accept(id, cursor.getValue());
        }
    }

    void put(String id, byte[] row) {
        rows().put(id, row);
    }

    MVMap<String, String> settings() {
        return current().openMap("settings");
    }

    MVMap<Long, byte[]> log(String name) {
        return logs.computeIfAbsent(name, n -> current().openMap(LOG + n));
    }

    /** The highest committed key of a log: what a reader may see. */
    long committedEnd(String name) {
        return committedEnds.computeIfAbsent(name, n -> end(log(n)));
    }

    /** Fixes what readers may see before the first change of a transaction. */
    void beforeWrite(String log) {
        committedEnd(log);
    }

    /** All or nothing; when it throws, the file is closed and must be reopened. */
    void commit() {
        try {
            MVStore current = current();
            current.commit();
            commits++;
            if (commits % COMMITS_BETWEEN_TIDYING == 0) {
                current.compact(TIDY_FILL_PERCENT, TIDY_BYTES);
            }
        } catch (RuntimeException e) {
            abandon();
            throw e;
        }
        committedEnds.replaceAll((name, old) -> end(log(name)));
    }

    /** Whether anything waits for a commit. */
    boolean hasChanges() {
        return current().hasUnsavedChanges();
    }

    void rollback() {
        current().rollback();
        logs.values().removeIf(MVMap::isClosed);
    }

    private void abandon() {
        MVStore current = store;
        store = null;
        if (current != null) {
            current.closeImmediately();
        }
    }

    private MVMap<String, byte[]> rows() {
        return current().openMap("rows");
    }

    private MVStore current() {
        MVStore current = store;
        if (current == null) {
            throw new IllegalStateException("The sandbox org's file is closed");
        }
        return current;
    }

    private static long end(MVMap<Long, byte[]> log) {
        Long last = log.lastKey();
        return last == null ? Long.MIN_VALUE : last;
    }

    @Override
    public void close() {
        MVStore current = store;
        store = null;
        if (current != null && !current.isClosed()) {
            // No compaction on closing: H2 2.3 then fails an assertion of its own (moveChunkInside).
            current.close(0);
        }
    }
}
