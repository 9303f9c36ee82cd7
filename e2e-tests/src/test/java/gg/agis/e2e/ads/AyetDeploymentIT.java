package gg.agis.e2e.ads;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import gg.agis.e2e.Players;
import gg.agis.e2e.Suite;
import gg.agis.e2e.SuiteOnDemand;
import gg.agis.e2e.WithSuite;
import java.util.Map;
import org.junit.jupiter.api.Order;

/** The same eight as against a deployment: the stack is known by its addresses alone. */
@WithSuite
@Order(2)
class AyetDeploymentIT extends AyetSandboxIT {

    @Override
    Map<String, String> environment(SuiteOnDemand onDemand) {
        assumeFalse(AyetSandbox.isDeployed(System.getenv()), "There is a real one to call");
        Suite suite = onDemand.suite();
        return Map.of(
                AyetSandbox.KEY,
                Suite.API_KEYS.getFirst(),
                AyetSandbox.CALLBACK_URL,
                suite.stack().url("gateway") + "/ads/ayet/s2s",
                AyetSandbox.METRICS_URL,
                suite.stack().managementUrl("ads") + "/metrics",
                AyetSandbox.TEST_PLAYER,
                Players.withConsent(suite));
    }
}
