package gg.agis.provisioning.save;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.provisioning.ProvisioningServiceTest;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProvisioningServiceTest
class SaveStateTest {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theDatabaseKnowsTheSameEdges() {
        var constraint = jdbc.sql(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'legal_edge_of_saves'")
                .query(String.class)
                .single();
        var inDatabase = new TreeSet<String>();
        var edge = Pattern.compile("came_from = '([a-z]+)'::text\\) AND \\(state = '([a-z]+)'::text")
                .matcher(constraint);
        while (edge.find()) {
            inDatabase.add(edge.group(1) + " " + edge.group(2));
        }

        var inJava = new TreeSet<String>();
        // As it begins.
        inJava.add("requested requested");
        for (var from : SaveState.values()) {
            for (var to : SaveState.values()) {
                if (from.leadsTo(to)) {
                    inJava.add(from.wireName() + " " + to.wireName());
                }
            }
        }
        assertThat(inDatabase).as(constraint).isEqualTo(inJava);
    }
}
