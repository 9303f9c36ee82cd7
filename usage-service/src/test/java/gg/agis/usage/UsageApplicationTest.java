package gg.agis.usage;

import gg.agis.sandbox.junit.EveryService;
import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import gg.agis.sandbox.junit.WithTokens;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@WithPostgres(schema = "usage")
@WithKafka
@WithTokens(service = "usage")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
class UsageApplicationTest {

    @Value("${local.server.port}")
    private int port;

    @Value("${local.management.port}")
    private int managementPort;

    @TestFactory
    Stream<DynamicTest> itKeepsThePromisesOfEveryService() {
        return EveryService.promises("usage", port, managementPort);
    }
}
