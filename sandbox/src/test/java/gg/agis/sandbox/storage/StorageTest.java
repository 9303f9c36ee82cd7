package gg.agis.sandbox.storage;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.junit.TestStorage;
import gg.agis.sandbox.junit.WithStorage;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@WithStorage
class StorageTest {

    private static final Duration VALID = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatIsPutIsGotAndIsAFile() throws Exception {
        try (S3Presigner signer = signer(TestStorage.SECRET_KEY)) {
            URL put = signer.presignPutObject(request -> request.signatureDuration(VALID)
                            .putObjectRequest(
                                    object -> object.bucket(TestStorage.BUCKET).key("a/save")))
                    .url();
            URL get = signer.presignGetObject(request -> request.signatureDuration(VALID)
                            .getObjectRequest(
                                    object -> object.bucket(TestStorage.BUCKET).key("a/save")))
                    .url();

            assertThat(send("PUT", put, "the world").statusCode()).isEqualTo(200);

            assertThat(send("GET", get, "").body()).isEqualTo("the world");
            assertThat(TestStorage.fileOf("a/save")).hasContent("the world");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/c/save"})
    void whoDoesNotSignSeesNothing(String path) throws Exception {
        try (S3Presigner signer = signer(TestStorage.SECRET_KEY)) {
            URL put = signer.presignPutObject(request -> request.signatureDuration(VALID)
                            .putObjectRequest(
                                    object -> object.bucket(TestStorage.BUCKET).key("c/save")))
                    .url();
            send("PUT", put, "the world");
        }
        URL url = URI.create(TestStorage.endpoint() + "/" + TestStorage.BUCKET + path)
                .toURL();

        assertThat(send("GET", url, "").statusCode()).isEqualTo(403);
        assertThat(send("PUT", url, "another").statusCode()).isEqualTo(403);
    }

    @Test
    void aForgedSignatureIsRefused() throws Exception {
        try (S3Presigner forger = signer("another secret")) {
            URL put = forger.presignPutObject(request -> request.signatureDuration(VALID)
                            .putObjectRequest(
                                    object -> object.bucket(TestStorage.BUCKET).key("b/save")))
                    .url();

            HttpResponse<String> refused = send("PUT", put, "the world");

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("SignatureDoesNotMatch");
            assertThat(TestStorage.fileOf("b/save")).doesNotExist();
        }
    }

    private static S3Presigner signer(String secret) {
        return S3Presigner.builder()
                .endpointOverride(URI.create(System.getProperty("S3_ENDPOINT")))
                .region(Region.of(System.getProperty("S3_REGION")))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(TestStorage.ACCESS_KEY, secret)))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private HttpResponse<String> send(String method, URL url, String body)
            throws IOException, InterruptedException, URISyntaxException {
        return http.send(
                HttpRequest.newBuilder(url.toURI())
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
