package gg.agis.billing.shop;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is for sale; migrations say what there is. */
@Repository
class ShopItems {

    private static final String SELECT = """
            SELECT item_id, name, description, kind, price_gc, price_cents, gives_gc, stock, per_player_limit
              FROM shop_items
            """;

    private final JdbcClient jdbc;

    ShopItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By id, from behind this one on. */
    List<ShopItem> listedAfter(String itemId, int rowsMax) {
        return jdbc.sql(SELECT + "WHERE listed AND item_id > :after ORDER BY item_id LIMIT :rowsMax")
                .param("after", itemId)
                .param("rowsMax", rowsMax)
                .query(ShopItems::read)
                .list();
    }

    Optional<ShopItem> findListed(String itemId) {
        return jdbc.sql(SELECT + "WHERE listed AND item_id = :item")
                .param("item", itemId)
                .query(ShopItems::read)
                .optional();
    }

    /** Takes so many from what is left, all or none: of several at once, as many as there are. */
    boolean take(String itemId, int quantity) {
        return jdbc.sql("UPDATE shop_items SET stock = stock - :quantity WHERE item_id = :item AND stock >= :quantity")
                        .param("item", itemId)
                        .param("quantity", quantity)
                        .update()
                == 1;
    }

    /** Of each item with a limited stock, whether at most a tenth is left. */
    Map<String, Boolean> stockLow() {
        var low = new TreeMap<String, Boolean>();
        jdbc.sql("SELECT item_id, stock * 10 <= stock_seeded FROM shop_items WHERE stock IS NOT NULL")
                .query(row -> {
                    low.put(row.getString(1), row.getBoolean(2));
                });
        return low;
    }

    private static ShopItem read(ResultSet row, int number) throws SQLException {
        return new ShopItem(
                row.getString("item_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("kind"),
                number(row, "price_gc"),
                number(row, "price_cents"),
                number(row, "gives_gc"),
                number(row, "stock"),
                row.getObject("per_player_limit", Integer.class));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }
}
