package io.lantern.sandbox.s3;

import io.lantern.sandbox.http.WebAnswer;

/** A refusal with S3's code and body. */
final class S3Error extends RuntimeException {
    private final int status;
    private final String code;

    S3Error(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static S3Error noSuchKey() {
        return new S3Error(404, "NoSuchKey", "The specified key does not exist.");
    }

    static S3Error noSuchUpload() {
        return new S3Error(404, "NoSuchUpload", "The specified multipart upload does not exist.");
    }

    WebAnswer answer() {
        return Xml.answer(status, "<Error>" + Xml.tag("Code", code) + Xml.tag("Message", getMessage()) + "</Error>");
    }
}
