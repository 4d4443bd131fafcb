package io.lantern.hub.connector.chat;

import io.lantern.hub.connector.Call;
import io.lantern.hub.connector.Connector;
import io.lantern.hub.connector.Delivered;
import io.lantern.hub.connector.Delivery;
import io.lantern.hub.connector.Reach;
import io.lantern.hub.connector.Reply;
import io.lantern.hub.connector.Target;
import io.lantern.hub.connector.TargetFault;
import io.lantern.hub.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An incoming webhook of Slack. It posts into the channel it was made for. */
@Component
class Slack implements Connector {
    private static final String TYPE = "slack";
    /** Slack's limits of a header and of a section, and fewer sections than the 50 blocks it takes. */
    private static final int HEADER = 150;

    private static final int SECTION = 3_000;
    private static final int MOST_SECTIONS = 10;

    private final SlackSettings settings;

    Slack(SlackSettings settings) {
        this.settings = settings;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Target> targets() {
        return settings.url() == null
                ? List.of()
                : List.of(new Target(
                        TYPE, new TenantId(settings.tenant()), settings.url().getHost()));
    }

    @Override
    public String setting(String target) {
        return SlackSettings.PLACE + ".url";
    }

    /** An incoming webhook has no call that does not post. */
    @Override
    public @Nullable String check(Target target) {
        Reach.check(TYPE, Objects.requireNonNull(settings.url()));
        return null;
    }

    @Override
    public boolean isKnownByUse() {
        return true;
    }

    Call message(Delivery delivery) {
        String title = Texts.line(delivery.subject(), HEADER);
        List<Map<String, Object>> blocks = new ArrayList<>();
        if (!title.isEmpty()) {
            blocks.add(Map.of("type", "header", "text", plain(title)));
        }
        for (String part : Texts.parts(delivery.text(), SECTION, MOST_SECTIONS)) {
            blocks.add(Map.of("type", "section", "text", plain(part)));
        }
        if (blocks.isEmpty()) {
            throw TargetFault.unusable(TYPE, "needs a subject or a text");
        }
        String summary = title.isEmpty() ? Texts.line(delivery.text(), HEADER) : title;
        return Call.json(
                "POST",
                Objects.requireNonNull(settings.url()),
                Map.of("text", escaped(summary), "blocks", blocks, "unfurl_links", false));
    }

    Delivered answer(Reply reply) {
        String words = reply.text().strip();
        if (reply.isGood() && words.equals("ok")) {
            return new Delivered(null);
        }
        if (reply.isGood()) {
            throw TargetFault.foreign(TYPE);
        }
        if (reply.status() < 500 && reply.status() != 429) {
            throw TargetFault.refused(TYPE, "refused the message (HTTP " + reply.status() + ")", words);
        }
        throw TargetFault.ofStatus(TYPE, reply, words);
    }

    /** Not searched for mentions, links and emphasis. */
    private static Map<String, Object> plain(String text) {
        return Map.of("type", "plain_text", "text", text, "emoji", false);
    }

    /** The summary is searched for them; these three are what Slack asks to be escaped. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
