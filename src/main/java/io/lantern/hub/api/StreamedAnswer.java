package io.lantern.hub.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an answer that is fetched while it is sent. When the fetching fails, the answer is cut off: Camel would
 * end it, and the caller would take a part for the whole.
 */
final class StreamedAnswer extends FilterInputStream {
    private final Runnable cut;

    StreamedAnswer(InputStream body, Runnable cut) {
        super(body);
        this.cut = cut;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException | RuntimeException | Error e) {
            cut.run();
            throw e;
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (IOException | RuntimeException | Error e) {
            cut.run();
            throw e;
        }
    }
}
