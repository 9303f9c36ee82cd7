package gg.agis.provisioning.save;

import gg.agis.provisioning.saver.Bucket;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How data is saved. Without an image, a key or a bucket nothing is, and volumes are kept as long as they may be.
 *
 * @param image of the saver
 * @param encryptionKey wraps the keys of saves: 32 bytes in Base64
 * @param kept for so long
 * @param keptMax so many of a server that officers have asked for
 * @param linkValid a link to a save can be used so long
 * @param checkLimit whoever asks for a restore waits at most so long while the save is read; what is not read by then is
 *     checked by the job
 */
@Validated
@ConfigurationProperties("agis.provisioning.save")
record SaveSettings(
        @DefaultValue("") @NotNull String image,
        @DefaultValue("") @NotNull String encryptionKey,
        @DefaultValue("30d") @NotNull Duration kept,
        @DefaultValue("20") @Min(1) @Max(1000) int keptMax,
        @DefaultValue("5m") @NotNull Duration linkValid,
        @DefaultValue("5s") @NotNull Duration checkLimit,
        @DefaultValue @NotNull @Valid Storage storage) {

    /**
     * Where saves are kept.
     *
     * @param endpoint of a storage that speaks S3; empty: Amazon's own
     */
    record Storage(
            @DefaultValue("") @NotNull String endpoint,
            @DefaultValue("us-east-1") @NotBlank String region,
            @DefaultValue("") @NotNull String bucket,
            @DefaultValue("") @NotNull String accessKey,
            @DefaultValue("") @NotNull String secretKey) {

        Bucket asBucket() {
            return new Bucket(endpoint, region, bucket, accessKey, secretKey);
        }

        /** Never the keys, wherever this ends up. */
        @Override
        public String toString() {
            return "Storage[endpoint=%s, region=%s, bucket=%s]".formatted(endpoint, region, bucket);
        }
    }

    boolean isOn() {
        return !image.isBlank() && !encryptionKey.isBlank() && !storage.bucket().isBlank();
    }

    /** What the saver's process has to know and nobody else. */
    Map<String, String> secrets() {
        var secrets = new HashMap<>(storage.asBucket().asEnvironment());
        secrets.put("BACKUP_ENCRYPTION_KEY", encryptionKey);
        return secrets;
    }

    /** Never the key, wherever this ends up. */
    @Override
    public String toString() {
        return "SaveSettings[image=%s, storage=%s]".formatted(image, storage);
    }
}
