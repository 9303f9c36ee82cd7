package gg.agis.common.openapi;

import gg.agis.common.token.Caller;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.paging.Slice;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;

/**
 * Teaches springdoc the ways of the house. Only tests have springdoc, which hold what a service answers against what
 * was approved in {@code docs/api}; where a service runs, none of this is there.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(OpenApiCustomizer.class)
class OpenApiAutoConfiguration {

    @Bean
    OpenAPI describedService(
            @Value("${spring.application.name}") String service, ObjectProvider<BuildProperties> build) {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, IdempotencyKey.class, Slice.class);
        return HouseDocument.of(service, build.getIfAvailable());
    }

    @Bean
    OpenApiCustomizer uniqueOperationIds() {
        return HouseDocument::tellOperationsApart;
    }

    @Bean
    OperationCustomizer houseOperations() {
        return new HouseOperations();
    }

    @Bean
    ModelConverter recordSchemas() {
        return new RecordSchemas();
    }
}
