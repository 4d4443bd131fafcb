package io.lantern.hub.provider;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An answer's body, closed under its reader's hands when the deadline is over or it grows beyond its limit. */
final class Body extends FilterInputStream {
    private final CompletableFuture<Void> closed;
    private long left;

    Body(InputStream body, Deadline deadline, long limit) {
        super(body);
        this.left = limit;
        this.closed = new CompletableFuture<Void>().orTimeout(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        closed.exceptionally(late -> {
            abandon(body);
            return null;
        });
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public void close() throws IOException {
        closed.complete(null);
        super.close();
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            abandon(in);
            throw new ModelFault(ModelFault.Kind.TOO_LARGE);
        }
    }

    private static void abandon(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyGone) {
            // Nobody reads it any more.
        }
    }
}
