package gg.agis.billing.shop;

import gg.agis.billing.ledger.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Purchases {

    private static final String SELECT = """
            SELECT p.purchase_id, p.transfer_id, a.owner, p.item_id, p.quantity, p.paid_gc, p.refunded_gc
              FROM purchases p JOIN accounts a USING (account_id)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Purchases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How many of this item were bought for this account; what was refunded counts, or it could be bought for ever. */
    long countOf(String itemId, UUID accountId) {
        return jdbc.sql(
                        "SELECT coalesce(sum(quantity), 0) FROM purchases WHERE account_id = :account AND item_id = :item")
                .param("account", accountId)
                .param("item", itemId)
                .query(Long.class)
                .single();
    }

    void add(Purchase purchase, UUID accountId) {
        jdbc.sql("""
                        INSERT INTO purchases (purchase_id, account_id, item_id, quantity, paid_gc, transfer_id, at)
                        VALUES (:id, :account, :item, :quantity, :paid, :transfer, :at)
                        """)
                .param("id", purchase.id())
                .param("account", accountId)
                .param("item", purchase.itemId())
                .param("quantity", purchase.quantity())
                .param("paid", purchase.paidGc())
                .param("transfer", purchase.transferId())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Under lock until the caller's transaction ends, its account too, so that its owner stays who it is. */
    Optional<Purchase> lock(UUID purchaseId) {
        return jdbc.sql(SELECT + "WHERE p.purchase_id = :id FOR UPDATE OF p, a")
                .param("id", purchaseId)
                .query(Purchases::read)
                .optional();
    }

    Optional<Purchase> lockByTransfer(UUID transferId) {
        return jdbc.sql(SELECT + "WHERE p.transfer_id = :id FOR UPDATE OF p, a")
                .param("id", transferId)
                .query(Purchases::read)
                .optional();
    }

    void refund(UUID purchaseId, long amount) {
        jdbc.sql("UPDATE purchases SET refunded_gc = refunded_gc + :amount WHERE purchase_id = :id")
                .param("id", purchaseId)
                .param("amount", amount)
                .update();
    }

    private static Purchase read(ResultSet row, int number) throws SQLException {
        return new Purchase(
                row.getObject("purchase_id", UUID.class),
                row.getObject("transfer_id", UUID.class),
                new Owner(row.getString("owner")),
                row.getString("item_id"),
                row.getInt("quantity"),
                row.getLong("paid_gc"),
                row.getLong("refunded_gc"));
    }
}
