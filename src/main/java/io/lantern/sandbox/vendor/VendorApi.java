package io.lantern.sandbox.vendor;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the vendor and its path, counts, checks the key, and lets faults strike. */
final class VendorApi {
    private final Map<String, Vendor> vendors = new LinkedHashMap<>();
    private final Faults faults;
    private final VendorFaults struck;

    VendorApi(Faults faults, List<Vendor> vendors) {
        this.faults = faults;
        this.struck = new VendorFaults(faults);
        vendors.forEach(vendor -> this.vendors.put(vendor.name(), vendor));
    }

    /** @return null when there is no such vendor */
    @Nullable
    WebAnswer serve(WebRequest request) {
        List<String> segments = request.segments();
        Vendor vendor = vendors.get(segments.get(0));
        if (vendor == null) {
            return null;
        }
        List<String> path = segments.subList(1, segments.size());
        var route = vendor.routes().find(request.method(), path);
        if (route == null) {
            return vendor.refuse(vendor.routes().knows(path) ? Refusal.WRONG_METHOD : Refusal.NO_SUCH_PATH);
        }
        faults.counts().count(vendor.name() + "." + route.name(), "unnamed");
        if (!(vendor.keyPrefix() + VendorServer.KEY).equals(request.header(vendor.keyHeader()))) {
            return vendor.refuse(Refusal.WRONG_KEY);
        }
        WebAnswer fault = struck.before(vendor, request.path());
        if (fault != null) {
            return fault;
        }
        Question question = Question.of(request);
        Known known = struck.wrongPerson(request.path()) ? Known.wrong(question) : Known.to(vendor.name(), question);
        return struck.after(route.target().apply(known), request.path());
    }
}
