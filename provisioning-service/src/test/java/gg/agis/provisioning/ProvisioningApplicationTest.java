package gg.agis.provisioning;

import gg.agis.sandbox.junit.EveryService;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Value;

@ProvisioningServiceTest
class ProvisioningApplicationTest {

    @Value("${local.server.port}")
    private int port;

    @Value("${local.management.port}")
    private int managementPort;

    @TestFactory
    Stream<DynamicTest> itKeepsThePromisesOfEveryService() {
        return EveryService.promises("provisioning", port, managementPort);
    }
}
