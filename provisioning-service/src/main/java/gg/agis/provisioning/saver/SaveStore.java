package gg.agis.provisioning.saver;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Keeps saves in a bucket. Throws the client's own exceptions where the storage gives no answer. */
public final class SaveStore implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final S3Client client;
    private final S3Presigner signer;
    private final String bucket;

    public SaveStore(Bucket bucket) {
        this.bucket = bucket.name();
        var known =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(bucket.accessKey(), bucket.secretKey()));
        // What stands in for S3 knows buckets by paths, and no checksums behind a body.
        boolean own = !bucket.endpoint().isEmpty();
        var ways = S3Configuration.builder()
                .pathStyleAccessEnabled(own)
                .chunkedEncodingEnabled(false)
                .build();
        var connecting = S3Client.builder()
                .region(Region.of(bucket.region()))
                .credentialsProvider(known)
                .serviceConfiguration(ways)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT_WITHIN)
                        .socketTimeout(ANSWER_WITHIN));
        var signing = S3Presigner.builder()
                .region(Region.of(bucket.region()))
                .credentialsProvider(known)
                .serviceConfiguration(ways);
        if (own) {
            connecting.endpointOverride(URI.create(bucket.endpoint()));
            signing.endpointOverride(URI.create(bucket.endpoint()));
        }
        client = connecting.build();
        signer = signing.build();
    }

    PartsUpload upload(String key) {
        return new PartsUpload(client, bucket, key);
    }

    /** Whoever does not read it to its end aborts it, since closing reads on. */
    public ResponseInputStream<GetObjectResponse> open(String key) throws SaveDamaged {
        try {
            return client.getObject(request -> request.bucket(bucket).key(key));
        } catch (NoSuchKeyException e) {
            throw new SaveDamaged("The save is not there any more", e);
        }
    }

    /** Absent if there is none. */
    public OptionalLong sizeOf(String key) {
        try {
            return OptionalLong.of(
                    client.headObject(request -> request.bucket(bucket).key(key))
                            .contentLength());
        } catch (NoSuchKeyException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether it was there or not. */
    public void delete(String key) {
        client.deleteObject(request -> request.bucket(bucket).key(key));
    }

    /** Whoever has the link may fetch it, until it lapses. */
    public URI link(String key, Duration valid) {
        return URI.create(signer.presignGetObject(request -> request.signatureDuration(valid)
                        .getObjectRequest(object -> object.bucket(bucket).key(key)))
                .url()
                .toString());
    }

    @Override
    public void close() {
        signer.close();
        client.close();
    }
}
