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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every call needs the metadata accesstoken, instanceurl and tenantid, and a good session. */
final class PubSubAuth implements ServerInterceptor {
    private static final Metadata.Key<String> TOKEN = key("accesstoken");
    private static final Metadata.Key<String> INSTANCE = key("instanceurl");
    private static final Metadata.Key<String> TENANT = key("tenantid");
    private static final Context.Key<String> USER = Context.key("user");

    private final SessionCheck sessions;
    private final String orgId;

    PubSubAuth(SessionCheck sessions, String orgId) {
        this.sessions = sessions;
        this.orgId = orgId;
    }

    /** The user of the call that runs on this thread. */
    static String userId() {
        return USER.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String tenant = headers.get(TENANT);
        if (headers.get(INSTANCE) == null || tenant == null || !tenant.startsWith(orgId.substring(0, 15))) {
            return refuse(call, PubSubFault.HEADERS_INVALID);
        }
        @Nullable Session session = sessions.check(headers.get(TOKEN));
        if (session == null) {
            return refuse(call, PubSubFault.AUTH_ERROR);
        }
        return Contexts.interceptCall(Context.current().withValue(USER, session.userId()), call, headers, next);
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
