package io.lantern.hub.credit;

import java.util.List;

/**
 * Credits that are set aside for work. Closed without being settled, they go back:
 *
 * <pre>{@code
 * try (Charge charge = credits.reserve(quote)) {
 *     // the work
 *     charge.settle(uses);
 * }
 * }</pre>
 */
public interface Charge extends AutoCloseable {
    /** @return what was set aside, which is the most the work may cost now */
    Credits reserved();

    /** @return what the work was charged, this time or before; none while it is not settled */
    Credits used();

    /**
     * Charges what was used and gives the rest back, in the caller's transaction when there is one: then effect and
     * charge commit together. It locks the tenant's account until that commit, so let it be the last thing there. Work
     * that was settled before is not charged again. More than was reserved is never charged.
     *
     * @param uses what was bought; empty charges nothing
     */
    void settle(List<Use> uses);

    /** Gives back what was not settled. */
    @Override
    void close();
}
