package io.lantern.hub.provider.web;

import com.google.common.net.InternetDomainName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names to public addresses only. The connection is made to what this answers and never asked for again, so
 * that a name cannot be public when it is looked at and private when it is called.
 */
final class PublicAddresses implements DnsResolver {

    /** A name that stands for an address that is not public. */
    static final class RefusedException extends UnknownHostException {
        RefusedException(String host) {
            super(host + " is not a public address");
        }
    }

    /** Start and length in bits of what is not public in IPv4 (IANA's special-purpose registry, RFC 6890). */
    private static final List<Block> PRIVATE_V4 = List.of(
            block(8, 0),
            block(8, 10),
            block(10, 100, 64),
            block(8, 127),
            block(16, 169, 254),
            block(12, 172, 16),
            block(24, 192, 0, 0),
            block(24, 192, 0, 2),
            block(24, 192, 88, 99),
            block(16, 192, 168),
            block(15, 198, 18),
            block(24, 198, 51, 100),
            block(24, 203, 0, 113),
            block(4, 224),
            block(4, 240));

    /** Of IPv6 only global unicast is public, and of that not tunnels, benchmarks and documentation. */
    private static final Block GLOBAL_V6 = block(3, 0x20);

    private static final List<Block> SPECIAL_V6 = List.of(
            block(23, 0x20, 0x01, 0x00, 0x00),
            block(32, 0x20, 0x01, 0x0d, 0xb8),
            block(16, 0x20, 0x02),
            block(20, 0x3f, 0xff, 0x00));

    private final DnsResolver dns;

    PublicAddresses() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    PublicAddresses(DnsResolver dns) {
        this.dns = dns;
    }

    /** @return whether it is http or https to a name (never a number) on the usual port, without user or password */
    static boolean mayBeCalled(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        boolean usualPort = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return (scheme.equals("http") || scheme.equals("https"))
                && uri.getRawUserInfo() == null
                && usualPort
                && host != null
                && isName(host);
    }

    /** A company's website has a name with a dot; whatever ends in a number is some way to write an address. */
    private static boolean isName(String host) {
        if (!InternetDomainName.isValid(host)) {
            return false;
        }
        List<String> labels = InternetDomainName.from(host).parts();
        String last = labels.get(labels.size() - 1);
        return labels.size() > 1 && !last.matches("[0-9]+|0x[0-9a-f]*|localhost|local|internal");
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = dns.resolve(host);
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new RefusedException(host);
            }
        }
        return addresses;
    }

    @Override
    public @Nullable String resolveCanonicalHostname(String host) throws UnknownHostException {
        return dns.resolveCanonicalHostname(host);
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? PRIVATE_V4.stream().noneMatch(block -> block.holds(bytes))
                : GLOBAL_V6.holds(bytes) && SPECIAL_V6.stream().noneMatch(block -> block.holds(bytes));
    }

    private static Block block(int bits, int... start) {
        return new Block(start, bits);
    }

    private record Block(int[] start, int bits) {
        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                int wanted = bit / 8 < start.length ? start[bit / 8] : 0;
                if ((address[bit / 8] & mask) != (wanted & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
