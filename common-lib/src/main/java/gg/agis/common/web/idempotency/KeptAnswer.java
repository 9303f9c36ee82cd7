package gg.agis.common.web.idempotency;

import gg.agis.common.web.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What a request with a key is answered. */
public sealed interface KeptAnswer {

    /**
     * As a handler returns it, or throws it: the words of the first time. The handler declares what they say, for those who
     * read its signature.
     */
    @SuppressWarnings("unchecked") // Bytes are written as they are, whatever the signature calls them.
    default <B> ResponseEntity<B> entity() {
        return (ResponseEntity<B>) (ResponseEntity<?>) words();
    }

    ResponseEntity<byte[]> words();

    static KeptAnswer of(Claim claim) {
        return switch (claim) {
            case Claim.Answered(StoredAnswer answer) -> new Given(answer, true);
            case Claim.Reused() -> new Refused(Claim.reused());
            case Claim.InProgress() -> new Refused(Claim.inProgress());
            case Claim.Taken() -> throw new IllegalStateException("a key that is free has no answer yet");
        };
    }

    /**
     * An answer.
     *
     * @param repeated it was given before
     */
    record Given(StoredAnswer answer, boolean repeated) implements KeptAnswer {

        @Override
        public ResponseEntity<byte[]> words() {
            var entity = ResponseEntity.status(answer.status());
            if (repeated) {
                entity.header(IdempotencyKey.HIT, "true");
            }
            if (answer.contentType() != null) {
                entity.contentType(MediaType.parseMediaType(answer.contentType()));
            }
            if (answer.location() != null) {
                entity.location(URI.create(answer.location()));
            }
            return entity.body(answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The key says nothing about this request. */
    record Refused(Problem problem) implements KeptAnswer {

        @Override
        public ResponseEntity<byte[]> words() {
            throw problem;
        }
    }
}
