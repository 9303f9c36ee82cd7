package gg.agis.provisioning.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningServiceTest;
import gg.agis.provisioning.server.ServerState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What a server's way takes of the pool. */
@ProvisioningServiceTest
class ConnectionsTest extends Lives {

    /** Who holds one and waits for another makes a pool stand still as soon as as many do so as it has. */
    @Test
    void nobodyOnTheWayFromTheWishToAPaidServerHoldsOneConnectionAndWaitsForAnother() throws SQLException {
        treasuryHas(2_000);
        var pool = history.bean(HikariDataSource.class);
        var taken = new ArrayList<Connection>();
        try {
            while (taken.size() < pool.getMaximumPoolSize() - 1) {
                taken.add(pool.getConnection());
            }
            assertThat(stateOf(anActiveServer(10, false))).isEqualTo(ServerState.ACTIVE);
        } finally {
            for (var connection : taken) {
                connection.close();
            }
        }
    }
}
