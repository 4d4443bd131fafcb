package io.lantern.hub.provider;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.Hashtable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Asks the DNS whether a domain takes mail (RFC 5321, section 5.1; RFC 7505). Never makes a caller wait longer than
 * the time-out, and leaves the DNS alone for a while when it does not answer.
 */
// The DNS context reads resource records as text; it deserialises nothing.
@SuppressWarnings("BanJNDI")
@Component
class MailExchange implements DisposableBean {
    /** What the DNS says of a domain. */
    enum Mail {
        TAKES,
        REFUSES,
        UNKNOWN
    }

    /** Asks the DNS; may take its time. */
    interface Dns {
        /** @return {@code UNKNOWN} when the domain's own servers do not answer */
        Mail ask(String domain) throws NamingException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(MailExchange.class);

    /** For documentation and tests (RFC 2606), as the sandbox org's: that the DNS lacks them says nothing. */
    private static final Pattern NEVER_IN_THE_DNS = Pattern.compile("\\.(example|test)$");

    private static final int SILENCES_TO_PAUSE = 3;
    private static final int THREADS = 4;

    private final ProviderSettings.Email settings;
    private final Clock clock;
    private final Dns dns;
    private final Cache<String, Mail> known;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger silences = new AtomicInteger();
    private volatile @Nullable Instant pausedUntil;

    @Autowired
    MailExchange(ProviderSettings settings, Clock clock) {
        this(settings, clock, new SystemDns(settings.email()));
    }

    MailExchange(ProviderSettings settings, Clock clock, Dns dns) {
        this.settings = settings.email();
        this.clock = clock;
        this.dns = dns;
        this.known = CacheBuilder.newBuilder()
                .maximumSize(this.settings.cacheSize())
                .expireAfterWrite(this.settings.cacheFor())
                .build();
        this.threads =
                new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(100), task -> {
                    Thread thread = new Thread(task, "mail-exchange");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** @param domain ASCII, lower case */
    Mail of(String domain) {
        if (!settings.mxLookup()) {
            return Mail.UNKNOWN;
        }
        Mail before = known.getIfPresent(domain);
        if (before != null) {
            return before;
        }
        Instant paused = pausedUntil;
        return paused != null && clock.instant().isBefore(paused) ? Mail.UNKNOWN : ask(domain);
    }

    private Mail ask(String domain) {
        Future<Mail> answer;
        try {
            answer = threads.submit(() -> remembered(domain));
        } catch (RejectedExecutionException busy) {
            return Mail.UNKNOWN;
        }
        try {
            Mail mail = answer.get(settings.dnsTimeout().toMillis(), TimeUnit.MILLISECONDS);
            silences.set(0);
            return mail;
        } catch (TimeoutException silence) {
            answer.cancel(true);
            silent();
        } catch (ExecutionException failed) {
            silent();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return Mail.UNKNOWN;
    }

    private Mail remembered(String domain) throws NamingException {
        Mail mail = dns.ask(domain);
        if (mail != Mail.UNKNOWN) {
            known.put(domain, mail);
        }
        return mail;
    }

    private void silent() {
        if (silences.incrementAndGet() >= SILENCES_TO_PAUSE) {
            silences.set(0);
            pausedUntil = clock.instant().plus(settings.dnsPause());
            LOG.info("The DNS does not answer; e-mail domains are unknown for the next {}", settings.dnsPause());
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    /** The JDK's own resolver, with the servers of the machine. */
    private static final class SystemDns implements Dns {
        private final Hashtable<String, String> environment = new Hashtable<>();

        SystemDns(ProviderSettings.Email settings) {
            environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
            environment.put(
                    "com.sun.jndi.dns.timeout.initial",
                    Long.toString(settings.dnsTimeout().toMillis()));
            environment.put("com.sun.jndi.dns.timeout.retries", "1");
        }

        @Override
        public Mail ask(String domain) throws NamingException {
            if (NEVER_IN_THE_DNS.matcher(domain).find()) {
                return Mail.UNKNOWN;
            }
            InitialDirContext context = new InitialDirContext(environment);
            try {
                Attribute exchanges =
                        context.getAttributes(domain, new String[] {"MX"}).get("MX");
                if (exchanges != null && exchanges.size() > 0) {
                    // A single "." is how a domain says that it takes none (RFC 7505).
                    boolean none = exchanges.size() == 1
                            && exchanges.get(0).toString().strip().endsWith(" .");
                    return none ? Mail.REFUSES : Mail.TAKES;
                }
                boolean hasHost = context.getAttributes(domain, new String[] {"A", "AAAA"})
                                .size()
                        > 0;
                return hasHost ? Mail.TAKES : Mail.REFUSES;
            } catch (NameNotFoundException noSuchDomain) {
                return Mail.REFUSES;
            } catch (javax.naming.ServiceUnavailableException serversOfTheDomain) {
                return Mail.UNKNOWN;
            } finally {
                context.close();
            }
        }
    }
}
