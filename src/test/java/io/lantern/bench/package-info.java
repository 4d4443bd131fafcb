/** Repeatable benchmarks: {@code ./mvnw -Pbench verify}. Each prints a ratio to a baseline measured in the same run. */
@NullMarked
package io.lantern.bench;

import org.jspecify.annotations.NullMarked;
