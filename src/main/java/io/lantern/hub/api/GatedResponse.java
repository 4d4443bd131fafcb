package io.lantern.hub.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The answer as the routes see it. What is left of the credits is looked up when its body begins, thus after the work.
 * Camel flushes after each part it writes, which would send a short answer in three
 * packets and without its length; here it leaves when it is whole, or when the container's buffer is full. A stream of
 * events is flushed as its writer wants.
 */
final class GatedResponse extends HttpServletResponseWrapper {
    static final String CREDITS = "X-Credits-Remaining";

    private final Supplier<String> credits;
    private final Runnable cut;

    GatedResponse(HttpServletResponse response, Supplier<String> credits, Runnable cut) {
        super(response);
        this.credits = credits;
        this.cut = cut;
    }

    /** Closes the connection in the middle of the answer, so that nobody takes it for whole. */
    void cut() {
        cut.run();
    }

    @Override
    public void setStatus(int status) {
        super.setStatus(status);
        if (status == SC_NO_CONTENT) {
            setHeader(CREDITS, credits.get());
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (!isCommitted()) {
            setHeader(CREDITS, credits.get());
        }
        ServletOutputStream out = super.getOutputStream();
        String type = getContentType();
        return type != null && type.startsWith("text/event-stream") ? out : new Whole(out);
    }

    private static final class Whole extends ServletOutputStream {
        private final ServletOutputStream out;

        private Whole(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            // When it is whole, close() sends it.
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
