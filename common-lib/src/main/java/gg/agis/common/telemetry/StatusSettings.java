package gg.agis.common.telemetry;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where a service tells about itself, apart from the port that callers use.
 *
 * @param port by default 9090, or any free one for a service whose own port is any free one
 * @param address by default every one
 */
@Validated
@ConfigurationProperties("agis.status")
record StatusSettings(
        @Nullable @Min(0) @Max(65_535) Integer port,
        @Nullable String address) {}
