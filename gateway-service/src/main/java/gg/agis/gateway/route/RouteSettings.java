package gg.agis.gateway.route;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for every route.
 *
 * @param bodySizeMax larger bodies are refused
 */
@Validated
@ConfigurationProperties("agis.gateway")
record RouteSettings(@DefaultValue("256KB") @NotNull DataSize bodySizeMax) {}
