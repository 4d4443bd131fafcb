package io.lantern.packaging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel without Spring and without anything of the hub, into which somebody drops our Kamelets. */
final class PlainCamel implements AutoCloseable {
    final List<Message> received = new CopyOnWriteArrayList<>();

    private final DefaultCamelContext camel = new DefaultCamelContext();

    /** @param settings of the Kamelets: {@code <name>.<property>}, as Camel K's operator sets them */
    PlainCamel(Map<String, String> settings) {
        KameletComponent kamelets = camel.getComponent("kamelet", KameletComponent.class);
        kamelets.setLocation("file:camel-k/kamelets");
        settings.forEach(
                (name, value) -> camel.getPropertiesComponent().addOverrideProperty("camel.kamelet." + name, value));
    }

    /** From {@code direct:in} through the Kamelets, in this order. */
    PlainCamel through(String... kamelets) {
        return start(new RouteBuilder() {
            @Override
            public void configure() {
                var route = from("direct:in").errorHandler(noErrorHandler());
                for (String kamelet : kamelets) {
                    route = route.to("kamelet:" + kamelet);
                }
            }
        });
    }

    /** From a Kamelet that emits, into {@link #received}. */
    PlainCamel from(String kamelet) {
        return from(kamelet, body -> true);
    }

    /** The same; what is not wanted is received, too, and then fails. */
    PlainCamel from(String kamelet, Predicate<String> wanted) {
        return start(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:" + kamelet).process(exchange -> {
                    received.add(exchange.getMessage().copy());
                    if (!wanted.test(exchange.getMessage().getBody(String.class))) {
                        throw new IllegalStateException("Not wanted");
                    }
                });
            }
        });
    }

    /** @return the exchange when it is through; with its exception when it failed */
    Exchange send(String body, Map<String, Object> headers) {
        return camel.createProducerTemplate().request("direct:in", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    List<String> bodies() {
        return received.stream().map(message -> message.getBody(String.class)).toList();
    }

    private PlainCamel start(RouteBuilder routes) {
        try {
            camel.addRoutes(routes);
            camel.start();
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
