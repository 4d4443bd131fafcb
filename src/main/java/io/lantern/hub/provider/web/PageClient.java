package io.lantern.hub.provider.web;

import io.lantern.hub.provider.web.Fetched.Answer;
import io.lantern.hub.provider.web.Fetched.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Asks for one page. Whatever the other side does, the answer is here when the time is over. */
@Component
class PageClient implements DisposableBean {
    /** Pages read at the same time; more are turned away, because a crawl must not eat the hub. */
    private static final int THREADS = 64;

    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_HEADER = 16_384;

    private final WebSettings settings;
    private final DnsResolver dns;
    private @Nullable CloseableHttpClient http;
    private final ThreadPoolExecutor threads;

    @Autowired
    PageClient(WebSettings settings, Environment environment) {
        this(allowed(settings, environment), new PublicAddresses());
    }

    PageClient(WebSettings settings, DnsResolver dns) {
        this.settings = settings;
        this.dns = dns;
        this.threads = new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "website");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Made for the first website: a hub that reads none does not load it. */
    private synchronized CloseableHttpClient http() {
        if (http == null) {
            http = client(settings, dns);
        }
        return http;
    }

    private static WebSettings allowed(WebSettings settings, Environment environment) {
        if (settings.isSandbox() && !environment.acceptsProfiles(Profiles.of("sandbox"))) {
            throw new IllegalStateException("lantern.provider.web.resolve-all-to is for the profile sandbox only:"
                    + " with it no real website is ever read. Take it out.");
        }
        return settings;
    }

    private static CloseableHttpClient client(WebSettings settings, DnsResolver dns) {
        Http1Config limits = Http1Config.custom()
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(LONGEST_HEADER)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(dns)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(limits)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setSocketTimeout(Timeout.of(settings.pageTimeout()))
                                .build())
                        .setMaxConnTotal(THREADS)
                        .build())
                .setUserAgent(settings.introduction())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .build();
    }

    /**
     * @param uri absolute
     * @param left so much time there is, if the settings do not give a page less
     */
    Fetched get(URI uri, Duration left) {
        if (!PublicAddresses.mayBeCalled(uri)) {
            return new Failure(SiteStatus.REFUSED_ADDRESS);
        }
        HttpGet request = new HttpGet(uri);
        request.setHeader("Accept", "text/html,application/xhtml+xml,text/plain;q=0.5");
        Duration time = left.compareTo(settings.pageTimeout()) < 0 ? left : settings.pageTimeout();
        Future<Fetched> answer;
        try {
            answer = threads.submit(() -> send(request, uri));
        } catch (RejectedExecutionException busy) {
            return new Failure(SiteStatus.UNREACHABLE);
        }
        try {
            return answer.get(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            request.cancel();
            answer.cancel(true);
            return new Failure(SiteStatus.TOO_SLOW);
        } catch (ExecutionException broken) {
            return new Failure(reason(broken.getCause()));
        } catch (InterruptedException stop) {
            request.cancel();
            Thread.currentThread().interrupt();
            return new Failure(SiteStatus.UNREACHABLE);
        }
    }

    private Fetched send(HttpGet request, URI uri) throws IOException, HttpException {
        ClassicHttpResponse response = http().executeOpen(target(uri), request, null);
        byte[] body;
        try {
            body = body(response);
        } finally {
            close(request, response);
        }
        return new Answer(
                uri, response.getCode(), header(response, "Content-Type"), header(response, "Location"), body);
    }

    /** Of a page that is not at its end the connection is cut: to close it politely would read on. */
    private static void close(HttpGet request, ClassicHttpResponse response) {
        try {
            request.cancel();
            response.close();
        } catch (IOException cut) {
            // That is what was wanted.
            return;
        }
    }

    private byte[] body(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        InputStream stream = response.getEntity().getContent();
        return stream.readNBytes((int) settings.maxPage().toBytes());
    }

    /** In the sandbox one server stands for all websites, as a proxy that ends TLS does. */
    private HttpHost target(URI uri) throws IOException {
        if (!settings.isSandbox() || settings.resolveAllTo() == null) {
            return new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
        }
        String[] parts = settings.resolveAllTo().split(":");
        return new HttpHost("http", InetAddress.getByName(parts[0]), uri.getHost(), Integer.parseInt(parts[1]));
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static SiteStatus reason(@Nullable Throwable cause) {
        if (cause instanceof PublicAddresses.RefusedException) {
            return SiteStatus.REFUSED_ADDRESS;
        }
        if (cause instanceof UnknownHostException) {
            return SiteStatus.NO_SITE;
        }
        return cause instanceof java.io.InterruptedIOException ? SiteStatus.TOO_SLOW : SiteStatus.UNREACHABLE;
    }

    @Override
    public synchronized void destroy() throws IOException {
        threads.shutdownNow();
        if (http != null) {
            http.close();
        }
    }
}
