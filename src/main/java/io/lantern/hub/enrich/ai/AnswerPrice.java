package io.lantern.hub.enrich.ai;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer of an effort costs, which is known before it is asked for. */
public record AnswerPrice(Item item, Credits credits) {

    /**
     * @param cap most that the caller will pay; null is no cap
     * @throws ProblemException {@code bad_request} when the price is above the cap
     */
    public static AnswerPrice of(Item item, CreditService prices, @Nullable Integer cap) {
        Credits price = prices.price(item);
        if (cap != null && Credits.of(cap).isLessThan(price)) {
            throw new ProblemException(new Problem(
                    ProblemCode.BAD_REQUEST,
                    "`max_credits` is less than the %s credits that an answer of this effort costs.".formatted(price),
                    List.of(new Problem.Detail("max_credits", "must be at least " + price))));
        }
        return new AnswerPrice(item, price);
    }

    /** @return what is charged for an answer of this model */
    public List<Use> of(String model) {
        return List.of(new Use(item, credits, model));
    }
}
