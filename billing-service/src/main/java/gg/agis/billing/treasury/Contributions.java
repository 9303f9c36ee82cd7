package gg.agis.billing.treasury;

import gg.agis.billing.ledger.Owner;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What each member has given to a guild in all. */
@Repository
public class Contributions {

    static final String LARGEST_FIRST = """
            SELECT a.owner, c.total, c.times, c.last_at, c.player_account
              FROM contributions c JOIN accounts a ON a.account_id = c.player_account
             WHERE c.guild_account = (SELECT account_id FROM accounts WHERE owner = :guild AND unit = 'GC')
               AND c.total > 0 AND c.total <= :total AND (c.total < :total OR c.player_account > :player)
             ORDER BY c.total DESC, c.player_account LIMIT :rowsMax
            """;

    private static final String PLAYER = "player:";

    private final JdbcClient jdbc;
    private final Clock clock;

    Contributions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Counts what the ledger has just posted; all the accounts are locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(List<Given> given) {
        if (given.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO contributions AS c (guild_account, player_account, total, times, last_at)
                        SELECT g.account_id, p.account_id, sum(given.amount), count(*), :now
                          FROM unnest(:guilds::text[], :players::text[], :amounts::bigint[])
                                   AS given (guild, player, amount)
                          JOIN accounts g ON g.owner = given.guild AND g.unit = 'GC'
                          JOIN accounts p ON p.owner = given.player AND p.unit = 'GC'
                         GROUP BY g.account_id, p.account_id
                        ON CONFLICT (guild_account, player_account)
                        DO UPDATE SET total = c.total + excluded.total, times = c.times + excluded.times,
                                      last_at = greatest(c.last_at, excluded.last_at)
                        """)
                .param("guilds", given.stream().map(one -> one.guild().name()).toArray(String[]::new))
                .param("players", given.stream().map(one -> one.player().name()).toArray(String[]::new))
                .param("amounts", given.stream().map(Given::amount).toArray(Long[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Counts no longer what the ledger is about to give back. */
    @Transactional(propagation = Propagation.MANDATORY)
    void takeBack(Owner player, Owner guild, long amount) {
        jdbc.sql("""
                        UPDATE contributions c SET total = c.total - :amount, times = c.times - 1
                          FROM accounts g, accounts p
                         WHERE c.guild_account = g.account_id AND g.owner = :guild AND g.unit = 'GC'
                           AND c.player_account = p.account_id AND p.owner = :player AND p.unit = 'GC'
                        """)
                .param("amount", amount)
                .param("guild", guild.name())
                .param("player", player.name())
                .update();
    }

    long membersOf(Owner guild) {
        return jdbc.sql("""
                        SELECT count(*) FROM contributions
                         WHERE guild_account = (SELECT account_id FROM accounts WHERE owner = :guild AND unit = 'GC')
                           AND total > 0
                        """).param("guild", guild.name()).query(Long.class).single();
    }

    /** Largest first. */
    Page<Member> of(Owner guild, Slice slice) {
        var behind = slice.after().map(Position::parse).orElse(Position.BEFORE_THE_LARGEST);
        var found = jdbc.sql(LARGEST_FIRST)
                .param("guild", guild.name())
                .param("total", behind.total())
                .param("player", behind.player())
                .param("rowsMax", slice.rowsMax())
                .query((row, number) -> new Row(
                        new Member(
                                row.getString(1).substring(PLAYER.length()),
                                row.getLong(2),
                                row.getLong(3),
                                row.getObject(4, OffsetDateTime.class).toInstant()),
                        new Position(row.getLong(2), row.getObject(5, UUID.class))))
                .list();
        var page = slice.page(found, row -> row.position().toString());
        return new Page<>(page.items().stream().map(Row::member).toList(), page.nextCursor());
    }

    /** A contribution that has just been posted. */
    public record Given(Owner player, Owner guild, long amount) {}

    /** One who has contributed; a player who has been erased goes by a pseudonym. */
    record Member(String playerId, long contributed, long count, Instant lastAt) {}

    private record Row(Member member, Position position) {}

    private record Position(long total, UUID player) {

        static final Position BEFORE_THE_LARGEST = new Position(Long.MAX_VALUE, new UUID(0, 0));

        static Position parse(String text) {
            int space = text.indexOf(' ');
            return new Position(Long.parseLong(text.substring(0, space)), UUID.fromString(text.substring(space + 1)));
        }

        @Override
        public String toString() {
            return total + " " + player;
        }
    }
}
