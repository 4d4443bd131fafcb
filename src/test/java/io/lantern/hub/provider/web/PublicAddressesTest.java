package io.lantern.hub.provider.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.254",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            })
    void loopback_private_link_local_shared_metadata_and_mapped_addresses_are_not_public(String address)
            throws IOException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "198.20.0.1",
                "223.255.255.254",
                "2606:4700::1111",
                "2a00:1450:4001::1",
            })
    void what_lies_beside_them_is(String address) throws IOException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void a_name_with_one_private_address_among_public_ones_is_refused() {
        PublicAddresses addresses = new PublicAddresses(dns("1.1.1.1", "10.0.0.1"));

        assertThatThrownBy(() -> addresses.resolve("acme.example"))
                .isInstanceOf(PublicAddresses.RefusedException.class);
    }

    @Test
    void a_name_that_is_public_when_looked_at_and_private_when_called_is_not_called() throws IOException {
        Deque<String> answers = new ArrayDeque<>(List.of("1.1.1.1", "127.0.0.1"));
        PublicAddresses addresses = new PublicAddresses(new Dns(answers));
        addresses.resolve("acme.example");
        PageClient client = new PageClient(Settings.realWeb(), addresses);

        Fetched fetched = client.get(URI.create("http://acme.example/"), Duration.ofSeconds(5));

        assertThat(fetched).isEqualTo(new Fetched.Failure(SiteStatus.REFUSED_ADDRESS));
        client.destroy();
    }

    @Test
    void the_address_that_was_checked_is_the_one_connected_to() throws IOException {
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1"));
        PageClient client = new PageClient(Settings.realWeb(), new PublicAddresses(new Dns(answers)));

        client.get(URI.create("http://acme.example/"), Duration.ofSeconds(5));

        assertThat(answers).as("the DNS is asked once per connection").isEmpty();
        client.destroy();
    }

    private static DnsResolver dns(String... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
                InetAddress[] all = new InetAddress[addresses.length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = InetAddress.getByName(addresses[i]);
                }
                return all;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    /** Answers each question with the next address; more than those it was not expected to be asked. */
    private record Dns(Deque<String> answers) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
            return new InetAddress[] {InetAddress.getByName(answers.remove())};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
