package io.lantern.hub.provider;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.vendor.Vendors;
import io.lantern.hub.provider.vendor.Vendors.Offer;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Service;

/** The door to every source of data: one route {@code provider.<vendor>.<service>} each. */
@Service
public class ProviderService {
    private final CamelContext camel;
    private final ProducerTemplate routes;
    private final Vendors vendors;

    ProviderService(CamelContext camel, ProducerTemplate routes, Vendors vendors) {
        this.camel = camel;
        this.routes = routes;
        this.vendors = vendors;
    }

    /**
     * @param service {@code phone, email, company} or {@code person}
     * @return the vendors that can be asked for it now, by name
     */
    public List<Offer> offers(String service) {
        return vendors.offers(service);
    }

    /**
     * Asks one provider. May block as long as the provider's own time-out.
     *
     * @param provider for example {@code builtin.phone}
     * @throws ProblemException {@code not_configured} when no such route is loaded; else what the route says
     */
    public ProviderAnswer ask(String provider, ProviderQuestion question) {
        return vendors.has(provider) && isLoaded(provider)
                ? vendors.ask(provider, question)
                : ask(provider, question, ProviderAnswer.class);
    }

    /** As {@link #ask(String, ProviderQuestion)}, of a provider that is asked and answers in its own words. */
    <A> A ask(String provider, Object question, Class<A> answer) {
        if (!isLoaded(provider)) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED,
                    "There is no provider `%s`: no route has the id `%s`.".formatted(provider, route(provider)));
        }
        try {
            return routes.requestBody("direct:" + route(provider), question, answer);
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new ProblemException(ProblemCode.UPSTREAM_ERROR, "Provider `%s` failed.".formatted(provider), e);
        }
    }

    private boolean isLoaded(String provider) {
        return camel.getRoute(route(provider)) != null;
    }

    private static String route(String provider) {
        return "provider." + provider;
    }
}
