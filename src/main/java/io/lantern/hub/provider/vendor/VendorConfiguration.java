package io.lantern.hub.provider.vendor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where vendors' calls run, so that one that hangs is left when its time is over. */
@Configuration(proxyBeanMethods = false)
class VendorConfiguration {
    private static final int MOST_CALLS = 400;

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService vendorThreads() {
        return new ThreadPoolExecutor(0, MOST_CALLS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), call -> {
            Thread thread = new Thread(call, "vendor");
            thread.setDaemon(true);
            return thread;
        });
    }
}
