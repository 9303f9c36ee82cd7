package gg.agis.billing.treasury;

import gg.agis.billing.ledger.AccountKey;
import gg.agis.billing.ledger.Ledger;
import gg.agis.billing.ledger.Owner;
import gg.agis.billing.ledger.Unit;
import gg.agis.billing.statement.Statements;
import gg.agis.billing.statement.Statements.Entry;
import gg.agis.billing.treasury.Contributions.Member;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import java.time.Clock;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/treasuries/{guildId:[0-9]{1,20}}")
class TreasuryController {

    private static final String PROVISIONING = "provisioning";

    private final Ledger ledger;
    private final Statements statements;
    private final Contributions contributions;
    private final GuildTaxes taxes;
    private final RunningServers servers;
    private final Clock clock;

    TreasuryController(
            Ledger ledger,
            Statements statements,
            Contributions contributions,
            GuildTaxes taxes,
            RunningServers servers,
            Clock clock) {
        this.ledger = ledger;
        this.statements = statements;
        this.contributions = contributions;
        this.taxes = taxes;
        this.servers = servers;
        this.clock = clock;
    }

    @GetMapping
    Treasury show(@PathVariable String guildId, Caller caller) {
        // It says in advance whether a server could be paid; nothing else of a treasury concerns it.
        if (!caller.isService(PROVISIONING)) {
            caller.requireMember(guildId);
        }
        var guild = Owner.guild(guildId);
        var balance = ledger.balanceOf(AccountKey.gc(guild));
        return new Treasury(guildId, Unit.GC, balance.available(), balance.held(), contributions.membersOf(guild));
    }

    @GetMapping("/history")
    Page<Entry> history(@PathVariable String guildId, Slice slice, Caller caller) {
        caller.requireMember(guildId);
        return statements.of(AccountKey.gc(Owner.guild(guildId)), slice);
    }

    @GetMapping("/members")
    Page<Member> members(@PathVariable String guildId, Slice slice, Caller caller) {
        caller.requireMember(guildId);
        return contributions.of(Owner.guild(guildId), slice);
    }

    @GetMapping("/runway")
    Runway runway(@PathVariable String guildId, Caller caller) {
        caller.requireMember(guildId);
        var balance = ledger.balanceOf(AccountKey.gc(Owner.guild(guildId)));
        return Runway.of(balance.available(), servers.burnPerHour(guildId), clock.instant());
    }

    @GetMapping("/settings")
    Settings settings(@PathVariable String guildId, Caller caller) {
        caller.requireMember(guildId);
        return new Settings(taxes.inBp(List.of(guildId)).getOrDefault(guildId, 0));
    }

    @PutMapping("/settings")
    Settings change(@PathVariable String guildId, @RequestBody Settings asked, Caller caller) {
        caller.requireOfficer(guildId);
        if (asked.taxBp() < 0 || asked.taxBp() > GuildTaxes.MAX_BP) {
            throw Problem.invalidParameter(
                    "taxBp",
                    "The tax is a share in basis points, from 0 to %d; 10,000 would be all of a reward."
                            .formatted(GuildTaxes.MAX_BP));
        }
        taxes.set(guildId, Math.toIntExact(asked.taxBp()));
        return asked;
    }

    record Treasury(String guildId, Unit unit, long available, long held, long members) {}

    /** @param taxBp the guild's share of what its members earn by ads */
    record Settings(long taxBp) {}
}
