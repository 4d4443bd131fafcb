package io.lantern.hub.enrich.waterfall;

import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.List;

/**
 * The value to believe for a field.
 *
 * @param found as its surest source gave it
 * @param confidence 0 to 1; more than the surest source's when others say the same
 * @param paid names of the sources it took to believe it, the surest first
 * @param settled whether it is sure enough, or two sources agree
 */
public record Pick(Found found, double confidence, List<String> paid, boolean settled) {
    public Pick {
        paid = List.copyOf(paid);
    }
}
