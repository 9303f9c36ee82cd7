package gg.agis.discord;

import gg.agis.sandbox.architecture.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theHouseHasRules() {
        return ArchitectureRules.ofService("gg.agis.discord");
    }
}
