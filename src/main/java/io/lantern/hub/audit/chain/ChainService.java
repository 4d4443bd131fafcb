package io.lantern.hub.audit.chain;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;

/** The door of the chain; bean {@code chainService}. */
@Service
class ChainService {
    private final ChainCheck check;

    ChainService(ChainCheck check) {
        this.check = check;
    }

    /**
     * Operation {@code audit.verify}.
     *
     * @throws ProblemException {@code bad_request} when the range is empty
     */
    public VerifyResult verify(VerifyRequest request, Caller caller) {
        Instant from = request.from().toInstant();
        Instant to = request.to().toInstant();
        if (!from.isBefore(to)) {
            throw new ProblemException(new Problem(
                    ProblemCode.BAD_REQUEST,
                    "The field from must be before to; nothing was checked.",
                    List.of(new Problem.Detail("from", "must be before to"))));
        }
        ChainCheck.Verdict verdict = check.check(caller.tenant(), from, to);
        return new VerifyResult(
                true,
                caller.requestId(),
                verdict.firstBroken() == null,
                verdict.checked(),
                verdict.erased(),
                verdict.removed(),
                verdict.firstBroken());
    }
}
