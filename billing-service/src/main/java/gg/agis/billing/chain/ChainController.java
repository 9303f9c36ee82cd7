package gg.agis.billing.chain;

import gg.agis.common.web.Problem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Public: whoever notes the head down today can tell tomorrow whether the past has been changed. */
@RestController
class ChainController {

    private final Chain chain;

    ChainController(Chain chain) {
        this.chain = chain;
    }

    @GetMapping("/api/ledger/chain")
    Chain.Head head() {
        return chain.head()
                .orElseThrow(
                        () -> Problem.notFound("Nothing has been transferred yet, so there is no chain. Ask later."));
    }
}
