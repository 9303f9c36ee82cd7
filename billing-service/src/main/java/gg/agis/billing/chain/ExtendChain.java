package gg.agis.billing.chain;

import gg.agis.common.round.Round;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Keeps the chain close behind what happens. */
@Component
class ExtendChain implements Round {

    private final Chain chain;

    ExtendChain(Chain chain) {
        this.chain = chain;
    }

    @Override
    public String name() {
        return "ledger-chain";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void make() {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = chain.extend();
        }
    }
}
