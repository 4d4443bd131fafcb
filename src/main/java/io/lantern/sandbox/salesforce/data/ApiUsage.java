package io.lantern.sandbox.salesforce.data;

import java.util.concurrent.atomic.AtomicLong;

/** API calls used of the day's allowance; a sandbox's allowance is 5,000,000 a day. */
public final class ApiUsage {
    /** Calls allowed in 24 hours. */
    public static final long MAX = 5_000_000;

    private final AtomicLong used = new AtomicLong();

    /** Counts one call. */
    public void use() {
        used.incrementAndGet();
    }

    public long used() {
        return used.get();
    }

    /** @return the value of the header {@code Sforce-Limit-Info} */
    public String header() {
        return "api-usage=" + used.get() + "/" + MAX;
    }
}
