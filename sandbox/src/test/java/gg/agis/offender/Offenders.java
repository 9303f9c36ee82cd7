package gg.agis.offender;

import com.stripe.StripeClient;
import gg.agis.neighbour.Neighbour;
import java.time.Clock;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.RestController;

/** One class for each rule, which breaks it. */
@SuppressWarnings({"unused", "SystemOut", "NullAway"}) // They are here to be wrong.
public final class Offenders {

    private Offenders() {}

    static final class InjectedField {
        @Autowired
        private Clock clock;
    }

    @ConfigurationProperties("offender")
    static final class UnvalidatedSettings {}

    static final class ThingManager {}

    @RestController
    public static final class OpenDoor {}

    static final class MoodyPolicy {
        static boolean decide(Clock clock) {
            return clock.millis() % 2 == 0;
        }
    }

    static final class SystemTime {
        static Instant now() {
            return Instant.now();
        }
    }

    static final class Leak {
        static long count(JdbcClient jdbc) {
            return jdbc.sql("SELECT 1").query(Long.class).stream().count();
        }
    }

    static final class OwnClock {
        static Clock clock() {
            return Clock.systemUTC();
        }
    }

    static final class Printer {
        static void print() {
            System.out.println("offender");
        }
    }

    static final class Alarm {
        @Scheduled(fixedRate = 1)
        void decide() {}
    }

    static final class Gossip {
        static int ask() {
            return Neighbour.answer();
        }
    }

    static final class StripeFriend {
        static Object ask() {
            return new StripeClient();
        }
    }
}
