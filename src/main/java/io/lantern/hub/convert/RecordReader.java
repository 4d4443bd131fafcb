package io.lantern.hub.convert;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a conversion is about; the fields may be ones that a caller named. */
final class RecordReader {
    private static final String PATH = "merge_policy.fields.";

    /** The names go into a query, so nothing else may pass. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}");

    private RecordReader() {}

    /** @return one fault for each name that cannot be a field's */
    static List<Problem.Detail> faults(Collection<String> names) {
        return names.stream()
                .filter(name -> !NAME.matcher(name).matches())
                .map(name -> new Problem.Detail(
                        PATH + name, "is not a field's API name, such as Title or Region__c: letters, digits and _"))
                .toList();
    }

    static CrmRecord read(SalesforceOrg org, String object, SalesforceId id, Collection<String> fields) {
        CrmRecord record = org.read(object, id, fields, Purpose.CONVERT);
        if (record == null) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND,
                    "Org %s has no %s %s, or it is deleted.".formatted(org.ref().name(), object, id));
        }
        return record;
    }

    /** @throws ProblemException {@code bad_request} that names the field the object does not have */
    static CrmRecord readNamed(SalesforceOrg org, String object, SalesforceId id, Collection<String> names) {
        CrmRecord record;
        try {
            record = read(org, object, id, names);
        } catch (ProblemException e) {
            String unknown = unknown(e.problem(), names);
            throw unknown == null
                    ? e
                    : fault(
                            unknown,
                            "is not a field of " + object + ", or the hub's user may not see it. Name fields that both"
                                    + " Lead and Contact have");
        }
        for (String name : names) {
            // Salesforce reads a name in any case and answers in its own; under another name no value would be found.
            if (!record.fields().containsKey(name)) {
                throw fault(name, "is not written as Salesforce writes the field's API name, such as Title");
            }
        }
        return record;
    }

    private static ProblemException fault(String name, String why) {
        return new ProblemException(new Problem(
                ProblemCode.BAD_REQUEST,
                "The request has faults; nothing was converted.",
                List.of(new Problem.Detail(PATH + name, why))));
    }

    private static @Nullable String unknown(Problem problem, Collection<String> names) {
        return problem.details().stream()
                .map(Problem.Detail::message)
                .filter(message -> message.startsWith("INVALID_FIELD"))
                .flatMap(message -> names.stream().filter(name -> message.contains("'" + name + "'")))
                .findFirst()
                .orElse(null);
    }
}
