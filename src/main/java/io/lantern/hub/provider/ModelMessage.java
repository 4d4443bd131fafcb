package io.lantern.hub.provider;

import java.util.List;

/**
 * One turn of a conversation.
 *
 * @param text our own words; never with text of others in it, which goes into {@code data}
 * @param data what the model shall read
 */
public record ModelMessage(Role role, String text, List<UntrustedText> data) {
    public ModelMessage {
        data = List.copyOf(data);
    }

    /** Who speaks. */
    public enum Role {
        USER,
        ASSISTANT
    }

    /** @return a question, with what there is to read for it */
    public static ModelMessage user(String text, UntrustedText... data) {
        return new ModelMessage(Role.USER, text, List.of(data));
    }

    /** @return an earlier answer of a model */
    public static ModelMessage assistant(String text) {
        return new ModelMessage(Role.ASSISTANT, text, List.of());
    }
}
