package io.lantern.hub.connector;

import io.lantern.hub.kernel.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One type of target. Its route {@code connector.<type>} delivers; this says what is configured and whether it is there. */
public interface Connector {
    /** @return for example {@code eloqua} */
    String type();

    /** @return what is configured, of all tenants */
    List<Target> targets();

    /** @return the setting that makes a target of this name usable, for example {@code lantern.connectors.slack.url} */
    String setting(String target);

    /**
     * Asks whether the target is there, without delivering.
     *
     * @return the account there; null when the target does not say, and what is configured counts
     * @throws ProblemException in a sentence, when it is not
     */
    @Nullable
    String check(Target target);

    /** @return what a failure of the route means, where it is none of HTTP; null when this does not know it */
    default @Nullable ProblemException explain(Throwable failure) {
        return null;
    }

    /** @return whether there may be several, each with a name behind the type */
    default boolean isNamed() {
        return false;
    }

    /** @return whether {@link #check} sees less than a delivery does, so that how the last one ended counts more */
    default boolean isKnownByUse() {
        return false;
    }
}
