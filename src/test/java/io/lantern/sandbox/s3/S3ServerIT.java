package io.lantern.sandbox.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Amazon's own client, as it is without any setting: signed chunks and checksums behind the body. */
class S3ServerIT {
    @TempDir
    Path folder;

    private S3Server server;
    private S3Client client;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start(folder.resolve("s3"), 0);
        client = client(S3Server.SECRET_KEY);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "1/run_7/result.csv", "../../etc/passwd", "ä ö+~%/*?.csv", ".", "-arriving"})
    void anyKeyHoldsItsObjectAndLeavesTheFolderAlone(String key) throws IOException {
        client.putObject(object -> object.bucket(S3Server.BUCKET).key(key), RequestBody.fromString("Grüße"));

        assertThat(client.getObjectAsBytes(
                                object -> object.bucket(S3Server.BUCKET).key(key))
                        .asUtf8String())
                .isEqualTo("Grüße");
        assertThat(client.headObject(object -> object.bucket(S3Server.BUCKET).key(key))
                        .contentLength())
                .isEqualTo(7);
        assertThat(client.listObjectsV2(list -> list.bucket(S3Server.BUCKET)).contents())
                .extracting(S3Object::key)
                .containsExactly(key);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aListingKeepsToItsPrefixAndWhatIsDeletedIsGone() {
        for (String key : new String[] {"2/b", "1/b", "1/a"}) {
            client.putObject(object -> object.bucket(S3Server.BUCKET).key(key), RequestBody.fromString(key));
        }

        client.deleteObject(object -> object.bucket(S3Server.BUCKET).key("1/b"));

        assertThat(client.listObjectsV2(list -> list.bucket(S3Server.BUCKET).prefix("1/"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("1/a");
        assertThatThrownBy(() -> client.headObject(
                        object -> object.bucket(S3Server.BUCKET).key("1/b")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-3, 0123", "bytes=8-, 89", "bytes=4-100, 456789", "bytes=100-, 0123456789"})
    void aRangeIsThatPart(String range, String part) {
        client.putObject(object -> object.bucket(S3Server.BUCKET).key("a"), RequestBody.fromString("0123456789"));

        assertThat(client.getObjectAsBytes(object ->
                                object.bucket(S3Server.BUCKET).key("a").range(range))
                        .asUtf8String())
                .isEqualTo(part);
    }

    @Test
    void aBucketMustBeMadeBeforeItIsUsed() {
        assertThatThrownBy(
                        () -> client.putObject(object -> object.bucket("mine").key("a"), RequestBody.fromString("a")))
                .isInstanceOf(NoSuchBucketException.class);

        client.createBucket(bucket -> bucket.bucket("mine"));
        client.putObject(object -> object.bucket("mine").key("a"), RequestBody.fromString("a"));

        assertThat(client.listObjectsV2(list -> list.bucket("mine")).contents()).hasSize(1);
    }

    @Test
    void whatIsDamagedOnItsWayIsRefused() {
        assertThatThrownBy(() -> client.putObject(
                        object -> object.bucket(S3Server.BUCKET).key("a").contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="),
                        RequestBody.fromString("a")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BadDigest"));
    }

    @Test
    void aWrongSecretAndNoSignatureAreRefused() throws Exception {
        try (S3Client other = client("wrong")) {
            assertThatThrownBy(() -> other.listObjectsV2(list -> list.bucket(S3Server.BUCKET)))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
        }
        assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(server.url() + "/lantern"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .contains("<Code>AccessDenied</Code>");
    }

    private S3Client client(String secret) {
        return S3Client.builder()
                .endpointOverride(server.url())
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.ACCESS_KEY, secret)))
                .build();
    }
}
