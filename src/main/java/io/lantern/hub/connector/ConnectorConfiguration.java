package io.lantern.hub.connector;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How calls are made: on threads that are left behind when their time is over, by a client that repeats nothing. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {
    private static final int MOST_CALLS = 200;

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService connectorThreads() {
        return new ThreadPoolExecutor(0, MOST_CALLS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), call -> {
            Thread thread = new Thread(call, "connector");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** By default it would repeat a POST that was answered 429 or 503. */
    @Bean
    HttpClientConfigurer connectorClient(ConnectorSettings settings) {
        RequestConfig limits = RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(settings.timeout()))
                .setResponseTimeout(Timeout.of(settings.timeout()))
                .build();
        return client -> client.setDefaultRequestConfig(limits)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement();
    }
}
