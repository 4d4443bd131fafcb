/**
 * A language model on loopback that speaks OpenAI's chat completions. It reads what it is given by simple rules, gives
 * the same answer to the same request, and says in every free text that it is the sandbox's.
 */
@NullMarked
package io.lantern.sandbox.llm;

import org.jspecify.annotations.NullMarked;
