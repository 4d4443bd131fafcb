package io.lantern.hub.storage;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of S3, under {@code lantern.storage}.
 *
 * @param bucket null or blank: nothing is stored
 * @param endpoint of a server other than AWS, such as {@code http://minio:9000}; null: AWS
 * @param region as the bucket's
 * @param pathStyle whether the bucket stands in the path and not in the host name, as most servers other than AWS want
 * @param accessKey null: as the AWS SDK finds it (environment, profile, container, instance)
 * @param secretKey of the access key
 * @param partSize what is larger goes up in parts of this size, of which one is held in memory; S3 takes 5 MB to 5 GB,
 *     and at most 10000 of them
 * @param timeout of one call, its repetitions included
 * @param linkLife how long a link to an object works; S3 allows up to 7 days
 */
@Validated
@ConfigurationProperties("lantern.storage")
record StorageSettings(
        @Nullable String bucket,
        @Nullable URI endpoint,
        @NotBlank @DefaultValue("us-east-1") String region,
        @DefaultValue("false") boolean pathStyle,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @DefaultValue("8MB") DataSize partSize,

        @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(minutes = 30)
        Duration timeout,

        @DefaultValue("15m") @DurationMin(seconds = 1) @DurationMax(days = 7)
        Duration linkLife) {
    StorageSettings {
        if (partSize.compareTo(DataSize.ofMegabytes(5)) < 0 || partSize.compareTo(DataSize.ofMegabytes(100)) > 0) {
            throw new IllegalArgumentException("lantern.storage.part-size must be from 5MB to 100MB");
        }
        if (isBlank(accessKey) != isBlank(secretKey)) {
            throw new IllegalArgumentException(
                    "lantern.storage.access-key and lantern.storage.secret-key must be set both, or neither");
        }
    }

    boolean hasBucket() {
        return !isBlank(bucket);
    }

    boolean hasKey() {
        return !isBlank(accessKey);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    @Override
    public String toString() {
        return "S3 bucket %s at %s".formatted(bucket, endpoint == null ? "AWS " + region : endpoint);
    }
}
