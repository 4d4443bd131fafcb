package io.lantern.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that sends one request again and again over kept-alive connections: as fast as it is answered,
 * or at a given rate, where a latency begins when the request was due. Prints requests per second and latencies in
 * microseconds. It is small on purpose: it shares the processors with what it measures.
 */
public final class LoadGenerator {
    /** Its own code is slow and its compiler busy before: what it sends until then is not counted. */
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(2);

    /** Twelve characters of a body that each request fills in with a number of its own. */
    static final String NUMBER = "@@@@@@@@@@@@";

    private static final LongAdder sent = new LongAdder();
    private static final AtomicInteger taken = new AtomicInteger();
    private static final long RUN = System.nanoTime() % 100_000;

    private LoadGenerator() {}

    /** What one burst of load showed; processorMicros is what the hub used of a processor for one request. */
    record Result(double perSecond, double p50Micros, double p99Micros, double processorMicros) {}

    /**
     * What is sent, over how many connections, for how long, and how many a second of all connections. In the body
     * {@link #NUMBER} stands for a number that no other request has; {@code total} ends it earlier, 0 does not.
     */
    record Load(
            String path,
            String headers,
            String body,
            int connections,
            int seconds,
            int perSecond,
            String status,
            int total) {
        Load(String path, String headers, String body, int connections, int seconds, int perSecond) {
            this(path, headers, body, connections, seconds, perSecond, "200", 0);
        }

        /** @return a number of POSTs, as fast as they are answered, without a warm-up */
        static Load burst(String path, String body, int connections, int total, String status) {
            return new Load(path, "", body, connections, 300, FULL, status, total);
        }

        /** Of a rate: as fast as it is answered. */
        static final int FULL = 0;

        /** As many GETs as are answered. */
        static Load of(String path, String headers, int connections, int seconds) {
            return new Load(path, headers, "", connections, seconds, FULL);
        }

        Load at(int perSecond) {
            return new Load(path, headers, body, connections, seconds, perSecond, status, total);
        }
    }

    /** Arguments: port, path, bearer key, connections, seconds, expected status, header lines, body of a POST, rate, total. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int connections = Integer.parseInt(args[3]);
        long begun = System.nanoTime();
        int total = Integer.parseInt(args[9]);
        long counted = total > 0 ? begun : begun + WARM_UP;
        long end = counted + TimeUnit.SECONDS.toNanos(Integer.parseInt(args[4]));
        String body = args[7];
        long pause = args[8].equals("0") ? 0 : TimeUnit.SECONDS.toNanos(connections) / Long.parseLong(args[8]);
        byte[] request = ((body.isEmpty() ? "GET " : "POST ") + args[1]
                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + args[2]
                        + "\r\nAccept: application/json\r\n" + args[6] + length(body) + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        ExecutorService threads = Executors.newFixedThreadPool(connections, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        List<Future<long[]>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            long first = begun + pause * i / connections;
            all.add(threads.submit(
                    () -> connection(port, request.clone(), counted, end, args[5], first, pause, total)));
        }
        print(all, counted);
        threads.shutdown();
    }

    private static String length(String body) {
        return body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
    }

    private static void print(List<Future<long[]>> all, long begun) throws InterruptedException, ExecutionException {
        List<long[]> latencies = new ArrayList<>();
        for (Future<long[]> one : all) {
            latencies.add(one.get());
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long[] sorted =
                latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%f %f %f %d%n",
                sorted.length / seconds,
                sorted[sorted.length / 2] / 1e3,
                sorted[(int) (sorted.length * 0.99)] / 1e3,
                sent.sum());
    }

    /** @return nanoseconds of each request; a connection the hub closes is opened again */
    private static long[] connection(
            int port, byte[] request, long counted, long end, String status, long first, long pause, int total)
            throws IOException {
        long due = first;
        long[] latencies = new long[1 << 16];
        int count = 0;
        int number = new String(request, StandardCharsets.US_ASCII).indexOf(NUMBER);
        boolean more = next(request, number, total);
        while (more && System.nanoTime() < end) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(10_000);
                OutputStream out = socket.getOutputStream();
                InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
                boolean open = true;
                while (open && more && System.nanoTime() < end) {
                    long begun = pause == 0 ? System.nanoTime() : await(due);
                    due += pause;
                    out.write(request);
                    open = readAnswer(in, status);
                    more = next(request, number, total);
                    sent.increment();
                    if (count == latencies.length) {
                        latencies = Arrays.copyOf(latencies, count * 2);
                    }
                    if (begun >= counted) {
                        latencies[count++] = System.nanoTime() - begun;
                    }
                }
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    /** @return whether there is another to send; its number is filled in */
    private static boolean next(byte[] request, int place, int total) {
        int mine = taken.getAndIncrement();
        if (place >= 0) {
            byte[] digits = "%05d%07d".formatted(RUN, mine).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, request, place, digits.length);
        }
        return total == 0 || mine < total;
    }

    private static long await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return due;
    }

    /** @return whether the connection stays open */
    private static boolean readAnswer(InputStream in, String status) throws IOException {
        String line = line(in);
        if (!line.startsWith("HTTP/1.1 " + status)) {
            throw new IOException("Not the expected answer: " + line);
        }
        int length = 0;
        boolean chunked = false;
        boolean open = true;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            open &= !header.equalsIgnoreCase("connection: close");
            chunked |= header.regionMatches(true, 0, "transfer-encoding:", 0, 18);
        }
        if (!chunked) {
            in.skipNBytes(length);
            return open;
        }
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            in.skipNBytes(size + 2L);
        }
        line(in);
        return open;
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** Sends it from a JVM of its own. */
    static Result run(BenchHub hub, Load load) throws Exception {
        Duration before = hub.processorTime();
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadGenerator.class.getName(),
                        String.valueOf(hub.port),
                        load.path,
                        BenchHub.KEY,
                        String.valueOf(load.connections),
                        String.valueOf(load.seconds),
                        load.status,
                        load.headers,
                        load.body,
                        String.valueOf(load.perSecond),
                        String.valueOf(load.total))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed;
        try (InputStream out = process.getInputStream()) {
            printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
        String[] numbers = printed.strip().split(" ");
        if (numbers.length != 4) {
            throw new IllegalStateException("The load generator failed: " + printed);
        }
        double used = hub.processorTime().minus(before).toNanos() / 1e3;
        return new Result(
                Double.parseDouble(numbers[0]),
                Double.parseDouble(numbers[1]),
                Double.parseDouble(numbers[2]),
                used / Double.parseDouble(numbers[3]));
    }
}
