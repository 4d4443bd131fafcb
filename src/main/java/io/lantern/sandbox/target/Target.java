package io.lantern.sandbox.target;

import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** How one service speaks: its paths, its keys, its shapes. */
public interface Target {
    /** First part of its paths, and of its names in the counts and among the arrivals. */
    String name();

    /** Paths without the target's own part; the function is given the request and the path's places. */
    Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>> routes();

    /** @return the refusal of a request that lacks the key; null when it has it, or needs none */
    @Nullable
    WebAnswer refuseStranger(WebRequest request);

    /**
     * A refusal in the service's own shape.
     *
     * @param code the service's own code for it; empty for what it says of the status
     */
    WebAnswer refuse(int status, String code);
}
