package io.lantern.hub.credit;

import org.jspecify.annotations.Nullable;

/** The result of a workflow's step that may cost something besides the record itself. */
public interface Billed {
    /** @return what the step did; null when it did nothing that costs */
    @Nullable
    Item billed();
}
