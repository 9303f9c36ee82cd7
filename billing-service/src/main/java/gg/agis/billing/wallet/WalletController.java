package gg.agis.billing.wallet;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Balance;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Unit;
import gg.agis.common.token.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/wallets/{playerId}")
class WalletController {

    private final Ledger ledger;

    WalletController(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping
    Wallet show(@PathVariable String playerId, Caller caller) {
        caller.requireSelfOrAdmin(playerId);
        return Wallet.of(playerId, ledger.balanceOf(AccountKey.gc(Owner.player(playerId))));
    }

    record Wallet(String playerId, Unit unit, long available, long held, long pending) {

        static Wallet of(String playerId, Balance balance) {
            return new Wallet(playerId, Unit.GC, balance.available(), balance.held(), 0);
        }
    }
}
