package io.lantern.sandbox.salesforce.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal in Salesforce's own words: one element of the REST error array, one SOAP error or fault. */
public final class OrgFault extends RuntimeException {
    private final String code;
    private final int httpStatus;
    private final List<String> fields;
    private final transient @Nullable Object duplicateResult;

    /**
     * @param code {@code errorCode} / {@code statusCode}, for example {@code REQUIRED_FIELD_MISSING}
     * @param httpStatus of a single-record REST call
     * @param fields fields named; may be empty
     */
    public OrgFault(String code, int httpStatus, String message, List<String> fields) {
        this(code, httpStatus, message, fields, null);
    }

    /** @param duplicateResult JSON-able body of DUPLICATES_DETECTED; else null */
    public OrgFault(
            String code, int httpStatus, String message, List<String> fields, @Nullable Object duplicateResult) {
        super(message);
        this.code = code;
        this.httpStatus = httpStatus;
        this.fields = List.copyOf(fields);
        this.duplicateResult = duplicateResult;
    }

    public String code() {
        return code;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public List<String> fields() {
        return fields;
    }

    public @Nullable Object duplicateResult() {
        return duplicateResult;
    }

    /** The message as given; never null. */
    public String text() {
        String message = getMessage();
        return message == null ? code : message;
    }
}
