package io.lantern.hub.provider.web;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.lantern.hub.provider.web.Fetched.Answer;
import io.lantern.hub.provider.web.Fetched.Failure;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which pages robots may read (RFC 9309), by the robots.txt of each host that is met. For the reading of one site. */
final class Robots {
    private final String name;
    private final Function<URI, Fetched> web;
    private final Map<URI, Fetched> files = new HashMap<>();

    /**
     * @param name of this robot, lower case
     * @param web follows redirects
     */
    Robots(String name, Function<URI, Fetched> web) {
        this.name = name;
        this.web = web;
    }

    /** @return why the page may not be read; empty when it may */
    Optional<SiteStatus> objection(URI page) {
        URI file = page.resolve("/robots.txt");
        Fetched fetched = files.get(file);
        if (fetched == null) {
            fetched = web.apply(file);
            files.put(file, fetched);
        }
        if (fetched instanceof Failure failure) {
            return Optional.of(failure.why());
        }
        return fetched instanceof Answer answer && rules(file, answer).isAllowed(page.toString())
                ? Optional.empty()
                : Optional.of(SiteStatus.ROBOTS_FORBID);
    }

    /** A file that is not there allows everything; one that the server fails to give forbids it (RFC 9309, 2.3.1). */
    private BaseRobotRules rules(URI file, Answer answer) {
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
        return answer.status() == 200
                ? parser.parseContent(file.toString(), answer.body(), "text/plain", List.of(name))
                : parser.failedFetch(answer.status());
    }
}
