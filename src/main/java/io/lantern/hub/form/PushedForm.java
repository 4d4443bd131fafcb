package io.lantern.hub.form;

import java.util.List;

/** Where a submission has come to. @param targets those that have it */
public record PushedForm(List<String> targets) {
    public PushedForm {
        targets = List.copyOf(targets);
    }
}
