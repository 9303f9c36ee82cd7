package gg.agis.sandbox.storage;

import java.nio.file.Path;

/**
 * What the storage is started with.
 *
 * @param port of its S3 endpoint
 * @param directory where the objects are files
 * @param bucket the one that is there from the beginning
 */
public record StorageSettings(int port, Path directory, String bucket, String accessKey, String secretKey) {

    @Override
    public String toString() {
        return "StorageSettings[port=%d, directory=%s, bucket=%s]".formatted(port, directory, bucket);
    }
}
