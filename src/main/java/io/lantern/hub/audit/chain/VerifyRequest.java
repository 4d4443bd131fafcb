package io.lantern.hub.audit.chain;

import java.time.OffsetDateTime;

/** Request of {@code audit.verify}. @param from first instant, inclusive; @param to last instant, exclusive */
record VerifyRequest(OffsetDateTime from, OffsetDateTime to) {}
