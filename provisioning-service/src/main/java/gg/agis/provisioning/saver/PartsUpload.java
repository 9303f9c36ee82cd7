package gg.agis.provisioning.saver;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes an object part by part, of which one is in memory. There is no object until it is {@link #complete completed};
 * closed before that, nothing is left of it.
 */
final class PartsUpload extends OutputStream {

    private static final Logger log = LoggerFactory.getLogger(PartsUpload.class);
    /** S3 takes 10,000 parts: 80 GiB. */
    private static final int PART_BYTES = 8 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String uploadId;
    private final List<CompletedPart> parts = new ArrayList<>();
    private final byte[] part = new byte[PART_BYTES];
    private int filled;
    private boolean complete;

    PartsUpload(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.uploadId = client.createMultipartUpload(
                        request -> request.bucket(bucket).key(key).contentType("application/octet-stream"))
                .uploadId();
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == part.length) {
                send();
            }
            int taken = Math.min(left, part.length - filled);
            System.arraycopy(bytes, from, part, filled, taken);
            filled += taken;
            from += taken;
            left -= taken;
        }
    }

    /** From now on it is there. */
    void complete() {
        send();
        client.completeMultipartUpload(
                request -> request.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(all -> all.parts(parts)));
        complete = true;
    }

    private void send() {
        int number = parts.size() + 1;
        int length = filled;
        var sent = client.uploadPart(
                request -> request.bucket(bucket).key(key).uploadId(uploadId).partNumber(number),
                RequestBody.fromContentProvider(
                        () -> new ByteArrayInputStream(part, 0, length), length, "application/octet-stream"));
        parts.add(CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build());
        filled = 0;
    }

    @Override
    public void close() {
        if (complete) {
            return;
        }
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(uploadId));
        } catch (SdkException e) {
            log.warn("What was sent of {} could not be taken back", key, e);
        }
    }
}
