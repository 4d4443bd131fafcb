package io.lantern.hub.messaging;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.run.NewRun;
import io.lantern.hub.run.Runs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what was read from the topic of records; bean {@code recordIntake}. A message that is read again, since the
 * hub was killed before its offset was committed, starts no second run: the run carries the message's key.
 */
@Component
class RecordIntake {
    private static final Logger log = LoggerFactory.getLogger(RecordIntake.class);

    private final RecordReader reader;
    private final Runs runs;
    private final TransactionTemplate transaction;

    RecordIntake(RecordReader reader, Runs runs, TransactionTemplate transaction) {
        this.reader = reader;
        this.runs = runs;
        this.transaction = transaction;
    }

    /**
     * Starts the runs of all messages in one transaction.
     *
     * @return the messages that are at fault, each with headers that say why
     * @throws org.springframework.dao.DataAccessException when the database is away; then nothing was taken
     */
    public List<Exchange> take(List<Exchange> messages) {
        Map<Exchange, List<NewRun>> read = new LinkedHashMap<>();
        List<Exchange> refused = new ArrayList<>();
        for (Exchange message : messages) {
            Problem fault = fault(message, read);
            if (fault != null) {
                refused.add(refused(message, fault));
            }
        }
        try {
            start(read.values().stream().flatMap(List::stream).toList());
        } catch (DataIntegrityViolationException oneOfThem) {
            refused.addAll(oneByOne(read));
        }
        return refused;
    }

    private @Nullable Problem fault(Exchange message, Map<Exchange, List<NewRun>> read) {
        try {
            read.put(message, reader.read(RecordMessage.of(message)));
            return null;
        } catch (ProblemException e) {
            if (isTheMessages(e.problem().code())) {
                return e.problem();
            }
            throw e;
        }
    }

    /** What is wrong with the hub or its surroundings passes; the message waits for that. */
    private static boolean isTheMessages(ProblemCode code) {
        return code == ProblemCode.BAD_REQUEST || code == ProblemCode.NOT_FOUND;
    }

    private void start(List<NewRun> all) {
        transaction.executeWithoutResult(status -> all.forEach(runs::start));
    }

    private List<Exchange> oneByOne(Map<Exchange, List<NewRun>> read) {
        List<Exchange> refused = new ArrayList<>();
        read.forEach((message, started) -> {
            try {
                start(started);
            } catch (DataIntegrityViolationException e) {
                refused.add(refused(
                        message,
                        new Problem(ProblemCode.BAD_REQUEST, "The record does not fit the database.", List.of())));
            }
        });
        return refused;
    }

    private static Exchange refused(Exchange exchange, Problem fault) {
        RecordMessage message = RecordMessage.of(exchange);
        log.warn(
                "Message {} of partition {} of {} goes to the dead-letter topic: {}",
                message.offset(),
                message.partition(),
                message.topic(),
                fault.message());
        Map<String, String> why = Map.of(
                "lantern-error-code", fault.code().wireName(),
                "lantern-error-message", words(fault),
                "lantern-origin-topic", message.topic(),
                "lantern-origin-partition", String.valueOf(message.partition()),
                "lantern-origin-offset", String.valueOf(message.offset()));
        why.forEach(exchange.getMessage()::setHeader);
        return exchange;
    }

    private static String words(Problem fault) {
        StringBuilder words = new StringBuilder(fault.message());
        fault.details()
                .forEach(detail -> words.append(' ')
                        .append(detail.field())
                        .append(' ')
                        .append(detail.message())
                        .append('.'));
        return words.toString();
    }

    /** Tells Kafka how far the messages go, partition by partition. They are taken by then, or dead letters. */
    public void commit(List<Exchange> messages) {
        Map<Integer, Exchange> last = new LinkedHashMap<>();
        messages.forEach(message -> last.put(RecordMessage.of(message).partition(), message));
        last.values()
                .forEach(message -> message.getMessage()
                        .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                        .commit());
    }
}
