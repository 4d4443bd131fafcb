package io.lantern.sandbox.salesforce.event;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.lantern.sandbox.salesforce.session.Session;
import io.lantern.sandbox.salesforce.session.SessionCheck;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every call needs the metadata accesstoken, instanceurl and tenantid, and a good session. */
final class PubSubAuth implements ServerInterceptor {
    private static final Metadata.Key<String> TOKEN = key("accesstoken");
    private static final Metadata.Key<String> INSTANCE = key("instanceurl");
    private static final Metadata.Key<String> TENANT = key("tenantid");
    private static final Context.Key<Caller> CALLER = Context.key("caller");

    private final SessionCheck sessions;
    private final String orgId;

    PubSubAuth(SessionCheck sessions, String orgId) {
        this.sessions = sessions;
        this.orgId = orgId;
    }

    /** Who makes a call. */
    record Caller(String token, String userId) {}

    /** Who makes the call that runs on this thread. */
    static Caller caller() {
        return CALLER.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String token = headers.get(TOKEN);
        String tenant = headers.get(TENANT);
        if (token == null || !isUrl(headers.get(INSTANCE)) || !isThisOrg(tenant)) {
            return refuse(call, PubSubFault.HEADERS_INVALID);
        }
        Session session = sessions.check(token);
        if (session == null) {
            return refuse(call, PubSubFault.AUTH_ERROR);
        }
        Caller caller = new Caller(token, session.userId());
        return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
    }

    private boolean isThisOrg(@Nullable String tenant) {
        return tenant != null && (tenant.equals(orgId) || tenant.equals(orgId.substring(0, 15)));
    }

    private static boolean isUrl(@Nullable String text) {
        try {
            return text != null && URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, PubSubFault fault) {
        StatusRuntimeException refusal = fault.exception(UUID.randomUUID().toString());
        Metadata trailers = refusal.getTrailers();
        call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
        return new ServerCall.Listener<>() {};
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
