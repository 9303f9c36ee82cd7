package gg.agis.common.inbox;

import gg.agis.common.event.AdsEvent.ConsentChanged;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes down what it is given, in the transaction of the delivery, and fails where it is told to. */
final class Notebook implements EventListener {

    static final String TABLE = "CREATE TABLE IF NOT EXISTS notebook (place bigint GENERATED ALWAYS AS IDENTITY,"
            + " consumer text NOT NULL, player text NOT NULL, said text NOT NULL)";

    private final JdbcTemplate jdbc;
    private final String name;
    private final OnPoison onPoison;
    private final Set<String> unbearable = new HashSet<>();
    private RuntimeException failure = new IllegalStateException("unbearable");

    Notebook(JdbcTemplate jdbc, String name, OnPoison onPoison) {
        this.jdbc = jdbc;
        this.name = name;
        this.onPoison = onPoison;
    }

    void failAt(String said) {
        unbearable.add(said);
    }

    void failWith(RuntimeException thrown) {
        failure = thrown;
    }

    void recover() {
        unbearable.clear();
    }

    List<String> pages() {
        return jdbc.query(
                "SELECT player || ' ' || said FROM notebook WHERE consumer = ? ORDER BY place",
                (row, number) -> row.getString(1),
                name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> topics() {
        return Set.of("ads.conversions");
    }

    @Override
    public OnPoison onPoison() {
        return onPoison;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            if (delivery.event() instanceof ConsentChanged consent) {
                jdbc.update(
                        "INSERT INTO notebook (consumer, player, said) VALUES (?, ?, ?)",
                        name,
                        consent.playerId(),
                        consent.policyVersion());
                if (unbearable.contains(consent.policyVersion())) {
                    throw failure;
                }
            }
        }
    }
}
