package gg.agis.common.web.paging;

import jakarta.validation.constraints.NotBlank;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The key by which lists go on.
 *
 * @param cursorKey by which this service knows the cursors that it has given, in Base64
 */
@Validated
@ConfigurationProperties("agis.web")
record CursorSettings(
        @NotBlank(message = "CURSOR_KEY is missing: 32 random bytes or more, in Base64")
        String cursorKey) {

    byte[] keyBytes() {
        try {
            return Base64.getDecoder().decode(cursorKey);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("CURSOR_KEY is not Base64");
        }
    }

    /** Never the key, wherever this ends up. */
    @Override
    public String toString() {
        return "CursorSettings[]";
    }
}
