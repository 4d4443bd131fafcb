package io.lantern.sandbox.target;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the target and its path, counts, lets faults strike, checks the key. */
final class TargetApi {
    private final Map<String, Target> targets;
    private final Faults faults;
    private final TargetFaults struck;

    TargetApi(Map<String, Target> targets, Faults faults) {
        this.targets = targets;
        this.faults = faults;
        this.struck = new TargetFaults(faults);
    }

    /** @return null when there is no such target */
    @Nullable
    WebAnswer serve(WebRequest request) {
        List<String> segments = request.segments();
        Target target = targets.get(segments.get(0));
        if (target == null) {
            return null;
        }
        List<String> path = segments.subList(1, segments.size());
        var route = target.routes().find(request.method(), path);
        if (route == null) {
            return target.refuse(target.routes().knows(path) ? 405 : 404, "");
        }
        faults.counts().count(target.name() + "." + route.name(), "unnamed");
        String struckAt = request.method() + " " + request.path();
        WebAnswer fault = struck.before(target, struckAt);
        if (fault != null) {
            return fault;
        }
        WebAnswer stranger = target.refuseStranger(request);
        return stranger != null ? stranger : struck.after(route.target().apply(request, route.places()), struckAt);
    }
}
