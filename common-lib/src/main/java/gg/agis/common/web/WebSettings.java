package gg.agis.common.web;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for every request to a service.
 *
 * @param bodySizeMax larger bodies are refused
 */
@Validated
@ConfigurationProperties("agis.web")
record WebSettings(@DefaultValue("256KB") @NotNull DataSize bodySizeMax) {}
