package gg.agis.sandbox.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;

/** An S3 endpoint over a directory, which checks signatures (version 4). */
public final class Storage implements AutoCloseable {

    /** What it signs for; it has no others. */
    public static final String REGION = "us-east-1";

    private static final int THREADS_MAX = 16;

    private final S3Proxy proxy;
    private final FilesystemNio2BlobStore files;
    private final String url;

    private Storage(StorageSettings settings) {
        try {
            Files.createDirectories(settings.directory().resolve(settings.bucket()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        url = "http://127.0.0.1:" + settings.port();
        files = new FilesystemNio2BlobStore(
                settings.directory().toAbsolutePath().toString());
        // Whether others may read the directory decides whether strangers may read the bucket.
        files.setContainerAccess(settings.bucket(), BucketCannedACL.PRIVATE);
        proxy = S3Proxy.builder()
                .blobStore(files)
                .endpoint(URI.create(url))
                .awsAuthentication(AuthenticationType.AWS_V4, settings.accessKey(), settings.secretKey())
                .jettyMaxThreads(THREADS_MAX)
                .build();
    }

    public static Storage start(StorageSettings settings) {
        Storage storage = new Storage(settings);
        storage.startProxy();
        return storage;
    }

    public String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The storage cannot be stopped", e);
        } finally {
            files.close();
        }
    }

    private void startProxy() {
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("The storage cannot be started on " + url, e);
        }
    }
}
