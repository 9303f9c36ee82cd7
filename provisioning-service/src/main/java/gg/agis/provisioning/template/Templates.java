package gg.agis.provisioning.template;

import gg.agis.provisioning.template.Template.Container;
import gg.agis.provisioning.template.Template.Health;
import gg.agis.provisioning.template.Template.Machine;
import gg.agis.provisioning.template.Template.Price;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Read from the database each time: a price that is changed on one replica holds on all of them at once. */
@Repository
public class Templates {

    private static final String SELECT = """
            SELECT template_id, game, title, players_max, setup_gc, hourly_gc, cpu_millis, memory_mib, storage_gib, image,
                   port, protocol, health_delay_seconds, health_period_seconds, health_failures_max
              FROM templates
            """;

    private final JdbcClient jdbc;

    Templates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Template> find(String id) {
        return jdbc.sql(SELECT + "WHERE template_id = :id")
                .param("id", id)
                .query(Templates::read)
                .optional();
    }

    /** What a server stands on is never removed. */
    public Template get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("There is no template " + id));
    }

    List<Template> after(String id, int rowsMax) {
        return jdbc.sql(SELECT + "WHERE template_id > :id ORDER BY template_id LIMIT :rowsMax")
                .param("id", id)
                .param("rowsMax", rowsMax)
                .query(Templates::read)
                .list();
    }

    Optional<Template> lock(String id) {
        return jdbc.sql(SELECT + "WHERE template_id = :id FOR UPDATE")
                .param("id", id)
                .query(Templates::read)
                .optional();
    }

    void price(String id, Price price) {
        jdbc.sql("UPDATE templates SET setup_gc = :setup, hourly_gc = :hourly WHERE template_id = :id")
                .param("setup", price.setup())
                .param("hourly", price.hourly())
                .param("id", id)
                .update();
    }

    private static Template read(ResultSet row, int number) throws SQLException {
        return new Template(
                row.getString("template_id"),
                row.getString("game"),
                row.getString("title"),
                row.getInt("players_max"),
                new Price(row.getLong("setup_gc"), row.getLong("hourly_gc")),
                new Machine(row.getInt("cpu_millis"), row.getInt("memory_mib"), row.getInt("storage_gib")),
                new Container(
                        row.getString("image"),
                        row.getInt("port"),
                        row.getString("protocol"),
                        new Health(
                                row.getInt("health_delay_seconds"),
                                row.getInt("health_period_seconds"),
                                row.getInt("health_failures_max"))));
    }
}
